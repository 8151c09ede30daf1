import { UnsupportedError } from '../../errors.js';

/** A page has no files. */
export const hasFileSystem: boolean = false;

/** Thrown by everything that needs a file system. */
function refuse(): never {
  throw new UnsupportedError('unsupported-runtime', {
    what: 'there is no file system here',
    todo: 'load from a URL or a hub id',
  });
}

export const createAtomicFile: () => never = refuse;
export const writeFileAtomic: () => never = refuse;
export const folderOps: () => never = refuse;
export const fileOfUrl: () => never = refuse;
export const openFolder: () => never = refuse;
