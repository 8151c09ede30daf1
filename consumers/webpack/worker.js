import { job } from './job.js';

postMessage(await job());
