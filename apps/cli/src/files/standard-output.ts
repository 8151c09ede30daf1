import { once } from 'node:events';
import type { AtomicFile } from '@m2v/core/kit';

/** Standard output, written as it comes, no faster than its reader reads. */
export function standardOutput(): AtomicFile {
  return { write: writeOut, commit: async () => {}, discard: async () => {} };
}

/** Standard output, held in memory until it is complete: for a format that begins with what is known only at the end. */
export function heldOutput(): AtomicFile {
  const chunks: Uint8Array[] = [];
  return {
    write: async (bytes, position) => {
      if (position === undefined) chunks.push(bytes.slice());
      else chunks[0].set(bytes, position);
    },
    commit: async () => {
      for (const chunk of chunks) await writeOut(chunk);
    },
    discard: async () => {},
  };
}

/** Writes to standard output and waits where its reader is slower. */
export async function writeOut(data: Uint8Array | string): Promise<void> {
  if (!process.stdout.write(data)) await once(process.stdout, 'drain');
}
