export { checkVectorCache, openVectorCache } from './node/open-vector-cache.js';
