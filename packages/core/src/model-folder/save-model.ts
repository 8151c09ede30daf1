import { folderOps } from '#platform';
import { InputError } from '../errors.js';
import type { CardUsage } from '../formats/model-card.js';
import { formatModelFiles } from './format-model-files.js';
import type { ModelParts } from './model-parts.js';
import { writeModelFolder } from './write-model-folder.js';

export interface SaveOptions {
  /** The name in the model card. Default: the folder's. */
  modelName?: string;
  /** Files to be written beside the model's, in the same step, by names that the model's do not have: a head, a record. Default: none. */
  companions?: ReadonlyMap<string, Uint8Array>;
  /** What the model card says of its use. Default: a static model's. */
  usage?: CardUsage;
}

/**
 * Writes a model's folder; see `writeModelFolder` for what an interruption leaves.
 * @throws InputError for what is no path, SourceError where it cannot be written, UnsupportedError where there is no file system.
 */
export async function saveModel(
  parts: ModelParts,
  folder: string,
  { modelName, companions = new Map(), usage }: SaveOptions = {},
): Promise<void> {
  // An empty path would mean the current folder: nobody who passes one wants a model there.
  if (typeof folder !== 'string' || folder === '') {
    throw new InputError({ where: 'folder', what: 'names no folder to save to', value: folder, allowed: 'a path' });
  }
  const ops = folderOps();
  const { name } = await ops.resolve(folder);
  await writeModelFolder(ops, folder, new Map([...companions, ...formatModelFiles(parts, modelName ?? name, usage)]));
}
