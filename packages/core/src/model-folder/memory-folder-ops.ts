import { SourceError } from '../errors.js';
import type { FolderOps } from './folder-ops.js';

/** A file system in memory, for tests: paths to contents, folders to null. */
export type MemoryDisk = Map<string, Uint8Array | null>;

/**
 * Folder operations on a disk in memory. `beforeStep` is called before each one that changes the disk, with its
 * description; what it throws is thrown, so that a test can fail or kill a save at any step.
 * A file whose writing is stopped is left half-written.
 */
export function memoryFolderOps(disk: MemoryDisk, beforeStep: (step: string) => void = () => {}): FolderOps {
  const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
  const inside = (folder: string): string[] => [...disk.keys()].filter((path) => path.startsWith(`${folder}/`));
  const list = (folder: string): string[] | undefined => {
    if (!disk.has(folder)) return undefined;
    return inside(folder)
      .filter((path) => parentOf(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  };
  const fail = (path: string, what: string): never => {
    throw new SourceError('unwritable', { where: path, what });
  };

  return {
    resolve: async (path) => ({ path, parent: parentOf(path), name: path.slice(path.lastIndexOf('/') + 1) }),
    list: async (folder) => (disk.get(folder) instanceof Uint8Array ? fail(folder, 'this is a file') : list(folder)),
    isMovable: async () => true,
    async makeFolder(folder) {
      beforeStep(`make ${folder}`);
      let created: string | undefined;
      for (let path = folder; path !== '/' && !disk.has(path); path = parentOf(path)) {
        disk.set(path, null);
        created = path;
      }
      return created;
    },
    async readFile(path) {
      return disk.get(path) ?? fail(path, 'no such file');
    },
    async writeFile(path, bytes, target) {
      if (!disk.has(parentOf(path))) fail(target, 'no such folder');
      disk.set(path, bytes.slice(0, bytes.length / 2));
      beforeStep(`write ${path}`);
      disk.set(path, bytes);
    },
    async rename(from, to) {
      beforeStep(`rename ${from} ${to}`);
      if (!disk.has(from)) fail(from, 'no such file');
      if (disk.get(from) === null && disk.has(to)) fail(to, 'something stands there');
      for (const path of [from, ...inside(from)]) {
        disk.set(to + path.slice(from.length), disk.get(path) ?? null);
        disk.delete(path);
      }
    },
    async remove(path) {
      // Entry by entry, as a disk does it: a kill may leave half of a folder.
      for (const entry of [...inside(path).reverse(), path]) {
        if (!disk.has(entry)) continue;
        beforeStep(`remove ${entry}`);
        disk.delete(entry);
      }
    },
    async removeEmpty(folder) {
      beforeStep(`remove ${folder}`);
      if (inside(folder).length > 0) fail(folder, 'the folder is not empty');
      disk.delete(folder);
    },
    async flush(folder) {
      if (!disk.has(folder)) fail(folder, 'no such folder');
    },
  };
}
