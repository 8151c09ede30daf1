export { sharedMemory } from './browser/shared-memory.js';
export { spawnTrainWorker } from './browser/spawn-train-worker.js';
