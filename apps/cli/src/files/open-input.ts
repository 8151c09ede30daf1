import { open } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { fileError } from '@m2v/core/kit';

/** Bytes to read, what to call them in messages, and how many there are where that is known. */
export interface Input {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
  size?: number;
}

/** Opens a file, or standard input for `-`; reading stops when `signal` is aborted. Throws SourceError. */
export async function openInput(path: string, signal: AbortSignal): Promise<Input> {
  if (path === '-') return { name: 'standard input', bytes: addAbortSignal(signal, process.stdin) };
  try {
    const file = await open(path);
    const stats = await file.stat();
    const bytes = read(addAbortSignal(signal, file.createReadStream()), path, signal);
    // A pipe or a device says 0 and still gives bytes.
    return stats.isFile() ? { name: path, bytes, size: stats.size } : { name: path, bytes };
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}

// That the path is a folder shows only when it is read.
async function* read(bytes: AsyncIterable<Uint8Array>, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error, path, 'read');
  }
}
