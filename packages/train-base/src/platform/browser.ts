export { spawnTrainWorker } from './browser/spawn-train-worker.js';
