import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { AtomicFile } from '../../storage/atomic-file.js';
import { fileError, isMissing } from '../../storage/file-error.js';
import { flushFolder } from './flush-folder.js';

/**
 * Opens a file for writing that appears under its name only when it is committed, whole; until then the bytes lie in
 * a sibling. What is no plain file (a pipe, a terminal, /dev/null) is written to directly.
 * @throws SourceError saying what to do
 */
export async function createAtomicFile(path: string): Promise<AtomicFile> {
  try {
    const existing = await stat(path).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (existing !== undefined && !existing.isFile()) return directFile(await open(path, 'w'), path);
    // A link stays a link: the file that it leads to is replaced.
    const target = existing === undefined ? path : await realpath(path);
    const temporary = join(dirname(target), `.${basename(target)}.${crypto.randomUUID()}.tmp`);
    return siblingFile(await open(temporary, 'wx', existing?.mode), temporary, target);
  } catch (error) {
    throw fileError(error, path, 'write');
  }
}

/**
 * Writes a file so that an interruption leaves the old one or the new one, and an error leaves nothing.
 * @throws SourceError saying what to do
 */
export async function writeFileAtomic(
  path: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await createAtomicFile(path);
  try {
    if (typeof content === 'string') await file.write(new TextEncoder().encode(content));
    else if (content instanceof Uint8Array) await file.write(content);
    else for await (const bytes of content) await file.write(bytes);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

function siblingFile(handle: FileHandle, temporary: string, target: string): AtomicFile {
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await handle.close();
    closed = true;
  };
  return {
    write: writer(handle, target),
    async commit() {
      try {
        await handle.sync();
        await close();
        await rename(temporary, target);
        await flushFolder(dirname(target));
      } catch (error) {
        throw fileError(error, target, 'write');
      }
    },
    async discard() {
      // Called when something else has failed, which matters more than a file that cannot be removed.
      await close().catch(() => {});
      await rm(temporary, { force: true }).catch(() => {});
    },
  };
}

function directFile(handle: FileHandle, path: string): AtomicFile {
  return {
    write: writer(handle, path),
    commit: () =>
      handle.close().catch((error: unknown) => {
        throw fileError(error, path, 'write');
      }),
    discard: () => handle.close().catch(() => {}),
  };
}

function writer(handle: FileHandle, path: string): AtomicFile['write'] {
  return async (bytes, position) => {
    try {
      let written = 0;
      while (written < bytes.length) {
        const at = position === undefined ? null : position + written;
        written += (await handle.write(bytes, written, bytes.length - written, at)).bytesWritten;
      }
    } catch (error) {
      throw fileError(error, path, 'write');
    }
  };
}
