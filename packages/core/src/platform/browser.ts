export {
  createAtomicFile,
  fileOfUrl,
  folderOps,
  hasFileSystem,
  openFolder,
  writeFileAtomic,
} from './browser/no-file-system.js';
export { openHubSnapshot } from './browser/open-hub-snapshot.js';
export { workerPort } from './browser/worker-port.js';
