import type { Storage } from '@m2v/core';

/** A folder's files by their paths in it, as a page has them: not read before they are asked for. */
export type PageFiles = Record<string, Blob>;

/** A dropped folder as a storage. */
export function fileStorage(name: string, files: PageFiles): Storage {
  const byPath = new Map(Object.entries(files));
  return {
    name,
    open: async (path) => {
      const file = byPath.get(path);
      return (
        file && { byteLength: file.size, slice: (start = 0, end = file.size) => file.slice(start, end).arrayBuffer() }
      );
    },
  };
}
