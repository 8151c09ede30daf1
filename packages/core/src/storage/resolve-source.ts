import { hasFileSystem, openFolder } from '#platform';
import { InputError, SourceError } from '../errors.js';
import type { HubOptions } from './hub-options.js';
import { isHubId } from './hub-protocol.js';
import { type FileUrls, recordStorage } from './record.js';
import type { Storage } from './storage.js';
import { urlStorage } from './url.js';

/**
 * Where a model is: a string (in Node a local folder if there is one, else a hub id; in a browser `http:`, `https:`,
 * `file:`, `/`, `./` and `../` begin a folder's URL and anything else is a hub id), the URL of a folder, the URLs of
 * its files by name, or a storage.
 */
export type ModelSource = string | URL | FileUrls | Storage;

export interface SourceOptions extends HubOptions {}

const ABSOLUTE_URL = /^(?:https?|file):\/\//i;
const RELATIVE_URL = /^(?:\/|\.\.?\/)/;

/**
 * The storage that a source names.
 * @throws InputError for what is no source, SourceError where there is nothing, or where it may not be read
 */
export async function openSource(source: ModelSource, options: SourceOptions = {}): Promise<Storage> {
  if (typeof source === 'string') return await openText(source, options);
  if (source instanceof URL) return await openFolderUrl(source, options);
  if (typeof source !== 'object' || source === null) {
    throw new InputError({
      where: 'source',
      what: 'not a source of a model',
      value: source,
      allowed: 'a folder, a hub id (owner/name), a URL, a record of URLs, a storage',
    });
  }
  return isStorage(source) ? source : recordStorage(source, options);
}

function isStorage(source: FileUrls | Storage): source is Storage {
  return typeof source.open === 'function';
}

async function openText(source: string, options: SourceOptions): Promise<Storage> {
  if (ABSOLUTE_URL.test(source)) return await openFolderUrl(parseUrl(source), options);
  if (!hasFileSystem) {
    if (RELATIVE_URL.test(source)) return await openFolderUrl(new URL(source, pageUrl()), options);
    if (isHubId(source)) return await openHubById(source, options);
    throw new InputError({
      where: 'source',
      what: 'neither a URL nor a hub id',
      value: source,
      allowed: 'owner/name, ./…',
    });
  }

  if (source === '') throw new InputError({ where: 'source', what: 'the name of the model is empty' });
  const folder = await openFolder(source);
  if (folder !== undefined) return folder;
  if (!isHubId(source)) {
    const todo = 'check the path, or give a hub id (owner/name)';
    throw new SourceError('not-found', { where: source, what: 'there is no such folder', todo });
  }
  try {
    return await openHubById(source, options);
  } catch (error) {
    if (!SourceError.is(error)) throw error;
    // The user may have meant either: the line says what became of both.
    throw new SourceError(error.code, {
      what: `there is no folder ${source}, and as a hub id ${error.message}`,
      cause: error,
    });
  }
}

// Whoever has the files at hand need not load what fetches them.
async function openHubById(id: string, options: SourceOptions): Promise<Storage> {
  const { openHub } = await import('./hub.js');
  return await openHub(id, options);
}

async function openFolderUrl(url: URL, options: SourceOptions): Promise<Storage> {
  if (url.protocol !== 'file:' || !hasFileSystem) return urlStorage(url, options);
  const folder = await openFolder(url);
  if (folder !== undefined) return folder;
  throw new SourceError('not-found', { where: url.href, what: 'there is no such folder', todo: 'check the path' });
}

function parseUrl(source: string): URL {
  if (URL.canParse(source)) return new URL(source);
  throw new InputError({
    where: 'source',
    what: 'is no URL',
    value: source,
    allowed: 'a URL such as https://host/folder',
  });
}

function pageUrl(): string {
  return typeof document === 'undefined' ? location.href : document.baseURI;
}
