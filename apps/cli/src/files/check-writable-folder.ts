import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SourceError } from '@m2v/core';
import { fileError } from './file-error.js';

/** Finds out before the work, not after it, that a folder cannot be written. Throws SourceError. */
export async function checkWritableFolder(path: string): Promise<void> {
  let existing = resolve(path);
  try {
    while (!(await exists(existing))) existing = dirname(existing);
    if (!(await stat(existing)).isDirectory()) {
      throw new SourceError('unwritable', { where: path, what: `${existing} is a file`, todo: 'name another folder' });
    }
    await access(existing, constants.W_OK);
  } catch (error) {
    throw fileError(error, path);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
