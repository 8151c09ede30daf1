export { availableThreads } from './browser/available-threads.js';
export {
  createAtomicFile,
  fileOfUrl,
  folderOps,
  hasFileSystem,
  openFolder,
  writeFileAtomic,
} from './browser/no-file-system.js';
export { openHubSnapshot } from './browser/open-hub-snapshot.js';
export { sharedMemory } from './browser/shared-memory.js';
export { workerPort } from './browser/worker-port.js';
