import { copyFile, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileError, systemCode } from '../../storage/file-error.js';
import { isCommit } from '../../storage/hub-protocol.js';
import type { StoredFile } from '../../storage/storage.js';
import { writeFileAtomic } from './atomic-file.js';
import { localFile } from './local-file.js';

/**
 * A repository's folder in the cache that Python's huggingface_hub keeps:
 * `blobs/ETAG` holds a file's bytes, `snapshots/COMMIT/PATH` links to it, `refs/REVISION` names a commit, and
 * `.no_exist/COMMIT/PATH` is an empty file where a commit is known to have none.
 */
export interface HubCache {
  folder: string;
  /** Whether the snapshots may hold links; else they hold copies. */
  links: boolean;
}

/** Where the files of a commit are, under their own paths. */
export function snapshotFolder({ folder }: HubCache, commit: string): string {
  return join(folder, 'snapshots', commit);
}

/** A file of a commit; undefined where it is not in the cache. */
export async function cachedFile(cache: HubCache, commit: string, path: string): Promise<StoredFile | undefined> {
  return await localFile(join(snapshotFolder(cache, commit), path));
}

/** The commit that a revision was when it was last looked up. */
export async function notedCommit({ folder }: HubCache, revision: string): Promise<string | undefined> {
  try {
    const text = (await readFile(join(folder, 'refs', revision), 'utf8')).trim();
    return isCommit(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Notes which commit a revision is now. */
export async function noteCommit({ folder }: HubCache, revision: string, commit: string): Promise<void> {
  const note = join(folder, 'refs', revision);
  await makeFolderOf(note);
  await writeFileAtomic(note, commit);
}

/** Whether a commit is known to have no file of this path. */
export async function isNotedMissing({ folder }: HubCache, commit: string, path: string): Promise<boolean> {
  return (await localFile(join(folder, '.no_exist', commit, path))) !== undefined;
}

/** Notes that a commit has no file of this path, so that nobody asks again. */
export async function noteMissing({ folder }: HubCache, commit: string, path: string): Promise<void> {
  const note = join(folder, '.no_exist', commit, path);
  await makeFolderOf(note);
  await writeFileAtomic(note, '');
}

/** Where the bytes of an ETag are kept, in a folder that is there. */
export async function blobPath({ folder }: HubCache, blob: string): Promise<string> {
  const path = join(folder, 'blobs', blob);
  await makeFolderOf(path);
  return path;
}

/** Makes a blob appear as a file of a commit: as a link, or where links cannot be as a copy. */
export async function linkBlob(cache: HubCache, blob: string, commit: string, path: string): Promise<void> {
  const target = await blobPath(cache, blob);
  const entry = join(snapshotFolder(cache, commit), path);
  await makeFolderOf(entry);
  if (cache.links && (await tryLink(relative(dirname(entry), target), entry))) return;
  const temporary = `${entry}.${crypto.randomUUID()}.tmp`;
  try {
    await copyFile(target, temporary);
    await rename(temporary, entry);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw fileError(error, entry, 'write');
  }
}

async function tryLink(target: string, entry: string): Promise<boolean> {
  try {
    await symlink(target, entry);
    return true;
  } catch (error) {
    // Somebody else has just made it, if it leads to a file. For all other reasons a copy is tried, which says why not.
    return systemCode(error) === 'EEXIST' && (await localFile(entry)) !== undefined;
  }
}

async function makeFolderOf(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw fileError(error, path, 'write');
  }
}
