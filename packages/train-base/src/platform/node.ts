export { spawnTrainWorker } from './node/spawn-train-worker.js';
