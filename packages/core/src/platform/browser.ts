export { workerPort } from './browser/worker-port.js';
