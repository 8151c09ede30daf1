import type { Storage, StoredFile } from './storage.js';

/** Files in memory as a storage; the keys are relative paths. */
export function memoryStorage(
  files: ReadonlyMap<string, Uint8Array> | Readonly<Record<string, Uint8Array>>,
  name = 'memory',
): Storage {
  const byPath: ReadonlyMap<string, Uint8Array> = files instanceof Map ? files : new Map(Object.entries(files));
  return {
    name,
    open: async (path) => {
      const bytes = byPath.get(path);
      return bytes === undefined ? undefined : memoryFile(bytes);
    },
  };
}

/** Bytes as a stored file; `slice` copies. */
export function memoryFile(bytes: Uint8Array): StoredFile {
  return {
    byteLength: bytes.length,
    slice: (start = 0, end = bytes.length) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}
