import { open } from 'node:fs/promises';

/** Flushes a folder's entries, so that a rename outlives a power cut. Windows has no such call and does without. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
