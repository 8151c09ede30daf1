import { basename, dirname, resolve } from 'node:path';
import { SourceError, type Storage } from '@m2v/core';
import type { ModelLocation } from '../../teacher/transformers-js.js';

/** Where transformers.js finds the model whose files a storage holds. */
export async function modelLocation({ folder, name }: Storage, _paths: readonly string[]): Promise<ModelLocation> {
  if (folder === undefined) {
    throw new SourceError('not-found', {
      where: name,
      what: 'a teacher must lie on disk',
      todo: 'give a folder or a hub id',
    });
  }
  const path = resolve(folder);
  return { parent: dirname(path), name: basename(path) };
}
