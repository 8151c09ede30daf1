export { sharedMemory } from './node/shared-memory.js';
export { spawnTrainWorker } from './node/spawn-train-worker.js';
