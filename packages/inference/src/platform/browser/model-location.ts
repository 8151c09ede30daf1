import type { Storage } from '@m2v/core';
import type { ModelLocation } from '../../teacher/transformers-js.js';

/** Where transformers.js finds the model whose files a storage holds: a storage of a page is named by its folder's URL. */
export function modelLocation({ name }: Storage): ModelLocation {
  const folder = name.replace(/\/+$/, '');
  const slash = folder.lastIndexOf('/');
  return { parent: folder.slice(0, slash + 1), name: folder.slice(slash + 1) };
}
