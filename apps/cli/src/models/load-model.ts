import { type ModelSource, StaticModel } from '@m2v/core';
import { Option } from 'commander';
import type { Context } from '../context.js';
import { onWarning } from '../output/on-warning.js';
import { showProgress } from '../output/show-progress.js';

/** The option that names a static model. */
export function modelOption(): Option {
  return new Option('--model <model>', 'a folder, hub id (owner/name) or URL (default: the embedded potion-base-8M)');
}

/** Loads the model that `--model` names, or the embedded one. */
export async function loadModel(name: string | undefined, { signal }: Context): Promise<StaticModel> {
  const source: ModelSource = name ?? (await import('@m2v/model-potion-base-8m')).files;
  return showProgress((onProgress) => StaticModel.fromPretrained(source, { signal, onProgress, onWarning }));
}
