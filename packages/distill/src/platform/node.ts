export { checkVectorCache, openVectorCache } from './node/open-vector-cache.js';
export { spawnFitWorker } from './node/spawn-fit-worker.js';
