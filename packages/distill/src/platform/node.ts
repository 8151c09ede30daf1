export { openVectorCache } from './node/open-vector-cache.js';
