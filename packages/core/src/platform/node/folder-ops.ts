import { access, constants, mkdir, open, readdir, readFile, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { SourceError } from '../../errors.js';
import type { FolderOps } from '../../model-folder/folder-ops.js';
import { fileError, isMissing, systemCode } from '../../storage/file-error.js';
import { flushFolder } from './flush-folder.js';
import { localFile } from './local-file.js';

/** Model folders on disk. */
export function folderOps(): FolderOps {
  return OPS;
}

const OPS: FolderOps = {
  async resolve(folder) {
    const path = await realpath(folder).catch(() => resolve(folder));
    return { path, parent: dirname(path), name: basename(path) };
  },

  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (!isMissing(error)) throw fileError(error, folder, 'read');
      // "Not a folder" is said of a file, and of a path that leads through one and ends nowhere.
      if (systemCode(error) === 'ENOENT' || (await localFile(folder)) === undefined) return undefined;
      const what = 'this is a file, not a folder';
      throw new SourceError('not-found', { where: folder, what, todo: 'check the path', cause: error });
    }
  },

  async isMovable(folder) {
    const parent = dirname(folder);
    // Renaming the current folder, or one above it, would leave the shell standing in the one that is then removed.
    const toCurrent = relative(folder, process.cwd());
    if (toCurrent === '' || !toCurrent.startsWith('..')) return false;
    try {
      const [own, above] = await Promise.all([stat(folder), stat(parent), access(parent, constants.W_OK)]);
      return own.dev === above.dev;
    } catch {
      return false;
    }
  },

  makeFolder: (folder, target = folder) =>
    writing(target, async () => {
      // Not Node's `recursive`, which never ends where a file system (such as /proc) makes no folders.
      const missing: string[] = [];
      for (let path = folder; !(await exists(path)); path = dirname(path)) missing.push(path);
      for (const path of missing.toReversed()) await mkdir(path).catch(passExisting);
      return missing.at(-1);
    }),

  async readFile(path) {
    try {
      return await readFile(path);
    } catch (error) {
      throw fileError(error, path, 'read');
    }
  },

  writeFile: (path, bytes, target) =>
    writing(target, async () => {
      const file = await open(path, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    }),

  rename: (from, to) => writing(to, () => rename(from, to)),

  remove: (path) => writing(path, () => rm(path, { recursive: true, force: true })),

  async removeEmpty(folder) {
    try {
      await rmdir(folder);
    } catch (error) {
      if (!isMissing(error)) throw fileError(error, folder, 'write');
    }
  },

  flush: (folder) => writing(folder, () => flushFolder(folder)),
};

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** That somebody else has made a folder meanwhile is as good. */
function passExisting(error: unknown): void {
  if (systemCode(error) !== 'EEXIST') throw error;
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, path, 'write');
  }
}
