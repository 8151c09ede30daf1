import { serveWorker } from '@m2v/core/kit';
import { createTrainWorkerApi } from './threads/train-worker-api.js';

serveWorker(createTrainWorkerApi());
