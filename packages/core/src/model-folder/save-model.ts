import { folderOps } from '#platform';
import { formatModelFiles } from './format-model-files.js';
import type { ModelParts } from './model-parts.js';
import { writeModelFolder } from './write-model-folder.js';

export interface SaveOptions {
  /** The name in the model card. Default: the folder's. */
  modelName?: string;
}

/**
 * Writes a model's folder; see `writeModelFolder` for what an interruption leaves.
 * @throws SourceError where it cannot be written, UnsupportedError where there is no file system.
 */
export async function saveModel(parts: ModelParts, folder: string, { modelName }: SaveOptions = {}): Promise<void> {
  const ops = folderOps();
  const { name } = await ops.resolve(folder);
  await writeModelFolder(ops, folder, formatModelFiles(parts, modelName ?? name));
}
