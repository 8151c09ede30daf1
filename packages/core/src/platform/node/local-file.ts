import { open, stat } from 'node:fs/promises';
import { fileError, isMissing } from '../../storage/file-error.js';
import type { StoredFile } from '../../storage/storage.js';
import { pathOfUrl } from './path-of-url.js';

/**
 * A file on disk, or undefined where there is none. It is opened for each slice, so that nothing stays open.
 * @throws SourceError where it may not be read
 */
export async function localFile(path: string): Promise<StoredFile | undefined> {
  const info = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw fileError(error, path, 'read');
  });
  if (info === undefined || !info.isFile()) return undefined;
  const byteLength = info.size;
  return { byteLength, slice: (start = 0, end = byteLength) => readRange(path, start, end) };
}

/** The file that a `file:` URL names. */
export async function fileOfUrl(url: URL): Promise<StoredFile | undefined> {
  return await localFile(pathOfUrl(url));
}

/** Fewer bytes than asked for only where the file has become shorter. */
async function readRange(path: string, start: number, end: number): Promise<ArrayBuffer> {
  try {
    const file = await open(path);
    try {
      const bytes = new Uint8Array(end - start);
      let length = 0;
      // A single read stops short of 2 GiB.
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return length === bytes.length ? bytes.buffer : bytes.slice(0, length).buffer;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}
