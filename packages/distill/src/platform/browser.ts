export { openVectorCache } from './browser/open-vector-cache.js';
