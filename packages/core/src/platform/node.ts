export { createAtomicFile, writeFileAtomic } from './node/atomic-file.js';
export { folderOps } from './node/folder-ops.js';
export { hasFileSystem } from './node/has-file-system.js';
export { fileOfUrl } from './node/local-file.js';
export { openFolder } from './node/open-folder.js';
export { openHubSnapshot } from './node/open-hub-snapshot.js';
export { workerPort } from './node/worker-port.js';
