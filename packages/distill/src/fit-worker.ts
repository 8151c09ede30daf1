import { serveWorker } from '@m2v/core/kit';
import { fitWorkerApi } from './fit-to-corpus/solver/fit-worker-api.js';

serveWorker(fitWorkerApi);
