import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { access, constants, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '@m2v/core';
import { fileError } from '@m2v/core/kit';
import type { CacheOwner, VectorCache } from '../../fit-to-corpus/vector-cache.js';

// The file: a line of JSON that says whose vectors it holds, then records of one size, each a hash of a text, one of its vector,
// and the vector.
const FORMAT = 'm2v-teacher-vectors-2';
const MOST_HEADER_BYTES = 65_536;
const HASH_BYTES = 16;
const CHECK_BYTES = 4;
const HEAD_BYTES = HASH_BYTES + CHECK_BYTES;
const SCAN_BYTES = 1 << 23;
// Threads and processors change last bits; another model changes much more.
const SAME_PROBE = 0.9999;

/**
 * Opens a cache, or makes one. What an interruption has left of a last record is cut off.
 * @throws InputError for a file that is no such cache, or another teacher's; SourceError where it cannot be read or written
 */
export async function openVectorCache(path: string, owner: CacheOwner): Promise<VectorCache> {
  let file: FileHandle | undefined;
  try {
    // Neither 'a' nor 'w': what is there stays, and a partial record can be written over.
    file = await open(path, 'r+').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return await open(path, 'w+');
    });
    return await readCache(file, path, owner);
  } catch (error) {
    await file?.close();
    throw InputError.is(error) ? error : fileError(error, path, 'write');
  }
}

/**
 * Finds out, before a teacher is loaded, what can be known without one: that a cache cannot be written, or is none.
 * @throws as `openVectorCache` does
 */
export async function checkVectorCache(path: string): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r+').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      await access(dirname(path), constants.W_OK);
      return undefined;
    });
    if (file !== undefined) await findHeader(file, path);
  } catch (error) {
    throw InputError.is(error) ? error : fileError(error, path, 'write');
  } finally {
    await file?.close();
  }
}

async function readCache(file: FileHandle, path: string, owner: CacheOwner): Promise<VectorCache> {
  const recordBytes = HEAD_BYTES + 2 * owner.width;
  const start = await readHeader(file, path, owner);
  const { size } = await file.stat();
  const places = new Map<string, number>();
  let end = start;
  const chunk = Buffer.alloc(Math.max(1, Math.floor(SCAN_BYTES / recordBytes)) * recordBytes);
  while (end + recordBytes <= size) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, end);
    const records = Math.floor(bytesRead / recordBytes);
    if (records === 0) break;
    for (let i = 0; i < records; i++) {
      const at = i * recordBytes;
      places.set(chunk.toString('hex', at, at + HASH_BYTES), end + at);
    }
    end += records * recordBytes;
  }

  return {
    get(text) {
      const place = places.get(hashOf(text));
      if (place === undefined) return undefined;
      const record = Buffer.alloc(recordBytes);
      const read = readSync(file.fd, record, 0, recordBytes, place);
      const vector = record.subarray(HEAD_BYTES);
      // A record that is cut or damaged is as good as none: the teacher is asked again.
      if (read < recordBytes || record.toString('hex', HASH_BYTES, HEAD_BYTES) !== checkOf(vector)) return undefined;
      return new Uint16Array(Uint8Array.from(vector).buffer);
    },
    async add(entries) {
      const records = Buffer.alloc(entries.length * recordBytes);
      entries.forEach(({ text, vector }, i) => {
        const hash = hashOf(text);
        const bytes = new Uint8Array(vector.slice().buffer);
        records.write(hash + checkOf(bytes), i * recordBytes, 'hex');
        records.set(bytes, i * recordBytes + HEAD_BYTES);
        places.set(hash, end + i * recordBytes);
      });
      try {
        await writeAll(file, records, end);
      } catch (error) {
        throw fileError(error, path, 'write');
      }
      end += records.length;
    },
    close: () => file.close(),
  };
}

/** A disk that fills up takes a part of what it is given, and says so only when asked for the rest. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Whose vectors a file holds, and where they begin; undefined for one without a byte. */
async function findHeader(file: FileHandle, path: string): Promise<{ found: CacheOwner; start: number } | undefined> {
  const bytes = Buffer.alloc(MOST_HEADER_BYTES);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  if (bytesRead === 0) return undefined;
  const length = bytes.subarray(0, bytesRead).indexOf(0x0a);
  const found = parseHeader(bytes.toString('utf8', 0, Math.max(length, 0)));
  if (found !== undefined) return { found, start: length + 1 };
  throw new InputError({
    where: path,
    what: 'is a file, but no cache of a teacher’s vectors',
    todo: 'name another file',
  });
}

/** Where records begin; a file without a byte gets its header. */
async function readHeader(file: FileHandle, path: string, owner: CacheOwner): Promise<number> {
  const header = await findHeader(file, path);
  if (header === undefined) {
    const line = Buffer.from(`${JSON.stringify({ format: FORMAT, ...owner })}\n`);
    await writeAll(file, line, 0);
    return line.length;
  }
  const { found, start } = header;
  if (!isSameOwner(found, owner)) {
    const name = ({ teacher, dtype, maxTokens, pooling }: CacheOwner) =>
      `${teacher} (${dtype}, ${pooling}, ${maxTokens} tokens)`;
    const sameName = name(found) === name(owner);
    throw new InputError({
      where: path,
      what: `holds vectors of ${name(found)}${sameName ? ' with other weights' : ''}`,
      ...(sameName ? {} : { allowed: name(owner) }),
      todo: 'name another file',
    });
  }
  return start;
}

function parseHeader(line: string): CacheOwner | undefined {
  try {
    const header = JSON.parse(line);
    return header.format === FORMAT && Array.isArray(header.probe) ? header : undefined;
  } catch {
    return undefined;
  }
}

function isSameOwner(a: CacheOwner, b: CacheOwner): boolean {
  // One teacher may go by several names: a folder's, the hub's.
  const same = a.dtype === b.dtype && a.width === b.width && a.maxTokens === b.maxTokens && a.pooling === b.pooling;
  return same && a.probe.length === b.probe.length && cosine(a.probe, b.probe) > SAME_PROBE;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function checkOf(vector: Uint8Array): string {
  return createHash('sha256')
    .update(vector)
    .digest('hex')
    .slice(0, 2 * CHECK_BYTES);
}

function hashOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * HASH_BYTES);
}
