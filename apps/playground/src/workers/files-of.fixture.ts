import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PageFiles } from './file-storage.js';

/** A folder's files as a page has them, for tests. */
export function filesOf(folder: string): PageFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path).replaceAll('\\', '/'), new Blob([readFileSync(path)])];
    }),
  );
}
