export { checkVectorCache, openVectorCache } from './browser/open-vector-cache.js';
