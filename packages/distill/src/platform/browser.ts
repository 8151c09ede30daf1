export { checkVectorCache, openVectorCache } from './browser/open-vector-cache.js';
export { spawnFitWorker } from './browser/spawn-fit-worker.js';
