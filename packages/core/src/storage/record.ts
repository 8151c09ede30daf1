import { InputError } from '../errors.js';
import type { FetchOptions } from './fetch-file.js';
import type { Storage } from './storage.js';
import { openUrl } from './url.js';

/** Where each of a model's files is, by its relative path, as the embedded packages export it. */
export type FileUrls = Readonly<Record<string, URL | string>>;

/**
 * Files at URLs of their own as a storage.
 * @throws InputError for a value that is no absolute URL
 */
export function recordStorage(files: FileUrls, options: FetchOptions = {}): Storage {
  const urls = new Map(Object.entries(files).map(([path, url]) => [path, absoluteUrl(path, url)]));
  return {
    // The record itself has no name; its first file's place is what a reader can look at.
    name:
      urls
        .values()
        .next()
        .value?.href.replace(/\/[^/]*$/, '') ?? 'an empty record of files',
    async open(path) {
      const url = urls.get(path);
      return url === undefined ? undefined : await openUrl(url, options);
    },
  };
}

function absoluteUrl(path: string, url: URL | string): URL {
  if (url instanceof URL) return url;
  if (typeof url === 'string' && URL.canParse(url)) return new URL(url);
  throw new InputError({ where: path, what: 'not an absolute URL', value: url, allowed: 'a URL, or its text' });
}
