export { createAtomicFile, writeFileAtomic } from './node/atomic-file.js';
export { availableThreads } from './node/available-threads.js';
export { folderOps } from './node/folder-ops.js';
export { hasFileSystem } from './node/has-file-system.js';
export { fileOfUrl } from './node/local-file.js';
export { openFolder } from './node/open-folder.js';
export { openHubSnapshot } from './node/open-hub-snapshot.js';
export { sharedMemory } from './node/shared-memory.js';
export { workerPort } from './node/worker-port.js';
