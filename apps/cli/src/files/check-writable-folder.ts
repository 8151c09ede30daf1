import type { Stats } from 'node:fs';
import { access, constants, lstat, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError, SourceError } from '@m2v/core';
import { fileError, modelTypeOf, openSource } from '@m2v/core/kit';

/**
 * Finds out before the work, not after it, that a folder cannot be written. Throws SourceError, and InputError for no name.
 * @param kept what is read, or written beside, by what it is: the folder may be none of it
 */
export async function checkWritableFolder(
  path: string,
  kept: Readonly<Record<string, string | undefined>> = {},
): Promise<void> {
  if (path === '') throw new InputError({ where: '--output', what: 'names no folder', value: path });
  const place = await realPath(path);
  for (const [what, other] of Object.entries(kept)) {
    if (other === undefined || (await realPath(other)) !== place) continue;
    throw new InputError({
      where: '--output',
      what: `is ${what}, which would be lost`,
      value: path,
      todo: 'name another folder',
    });
  }
  let existing = resolve(path);
  let stats = await statIfThere(existing);
  while (stats === undefined) {
    if (await lstat(existing).catch(() => undefined)) {
      throw new SourceError('unwritable', {
        where: path,
        what: `${existing} links to nothing`,
        todo: 'name another folder',
      });
    }
    existing = dirname(existing);
    stats = await statIfThere(existing);
  }
  if (!stats.isDirectory()) {
    throw new SourceError('unwritable', { where: path, what: `${existing} is a file`, todo: 'name another folder' });
  }
  await access(existing, constants.W_OK).catch((error: unknown) => {
    throw fileError(error, path, 'write');
  });
  await checkReplaceable(path);
}

/** A static model may be written over; a config.json of anything else is somebody's. */
async function checkReplaceable(path: string): Promise<void> {
  if ((await statIfThere(join(path, 'config.json'))) === undefined) return;
  // What cannot be read as one is somebody's, too.
  const type = await modelTypeOf(await openSource(path)).catch(() => undefined);
  if (type === 'model2vec') return;
  throw new InputError({
    where: '--output',
    what: 'holds a config.json that is no static model’s, which would be lost',
    value: path,
    todo: 'name another folder',
  });
}

/** Where a path leads, links followed, though it may not be there yet. */
async function realPath(path: string): Promise<string> {
  return await realpath(path).catch(() => resolve(path));
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    // Below a file there is nothing either; the way up comes to it.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw fileError(error, path, 'write');
  }
}
