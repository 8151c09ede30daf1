import { join } from 'node:path';
import { readableFolder } from '../../model-folder/aside.js';
import { checkRelativePath } from '../../storage/relative-path.js';
import type { Storage } from '../../storage/storage.js';
import { folderOps } from './folder-ops.js';
import { localFile } from './local-file.js';
import { pathOfUrl } from './path-of-url.js';

/**
 * A folder on disk as a storage; undefined where there is none. Where an interrupted save has left the old model
 * aside, that is what is read.
 * @throws SourceError where the path is a file, or may not be read
 */
export async function openFolder(path: string | URL): Promise<Storage | undefined> {
  const asked = typeof path === 'string' ? path : pathOfUrl(path);
  const folder = await readableFolder(folderOps(), asked);
  if (folder === undefined) return undefined;
  return {
    name: asked.replace(/(?<=.)[\\/]+$/, ''),
    folder,
    async open(relative) {
      checkRelativePath(relative);
      return await localFile(join(folder, relative));
    },
  };
}
