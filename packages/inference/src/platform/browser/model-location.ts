import { type Storage, UnsupportedError } from '@m2v/core';
import type { ModelLocation } from '../../teacher/transformers-js.js';

/** Where transformers.js finds the model whose files a storage holds: a storage of a page is named by its folder's URL. */
export function modelLocation({ name }: Storage): ModelLocation {
  // What the hub gives is named by its id.
  if (!URL.canParse(name)) {
    throw new UnsupportedError('unsupported-runtime', {
      where: name,
      what: 'a page loads a teacher from a URL only',
      todo: "give its folder's URL",
    });
  }
  const folder = name.replace(/\/+$/, '');
  const slash = folder.lastIndexOf('/');
  return { parent: folder.slice(0, slash + 1), name: folder.slice(slash + 1) };
}
