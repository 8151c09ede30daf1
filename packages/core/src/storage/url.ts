import { fileOfUrl, hasFileSystem } from '#platform';
import { type FetchOptions, fetchFile } from './fetch-file.js';
import { checkRelativePath } from './relative-path.js';
import type { Storage, StoredFile } from './storage.js';

/** The files below a folder's URL as a storage; each is downloaded whole when it is opened. */
export function urlStorage(folder: URL, options: FetchOptions = {}): Storage {
  const base = new URL(folder);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return {
    // Without the query, which may hold a signature, and which every file is asked for with.
    name: `${base.origin === 'null' ? `${base.protocol}//` : base.origin}${base.pathname.slice(0, -1)}`,
    async open(path) {
      checkRelativePath(path);
      const url = new URL(path.split('/').map(encodeURIComponent).join('/'), base);
      url.search = base.search;
      return await openUrl(url, options);
    },
  };
}

/** The file that a URL names; a `file:` URL is read from disk where the runtime has one. */
export async function openUrl(url: URL, options: FetchOptions = {}): Promise<StoredFile | undefined> {
  return url.protocol === 'file:' && hasFileSystem ? await fileOfUrl(url) : await fetchFile(url, options);
}
