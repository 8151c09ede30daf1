import { StaticModelPipeline } from '@m2v/pipeline';
import { Option } from 'commander';
import type { Context } from '../context.js';
import { onWarning } from '../output/on-warning.js';
import { showProgress } from '../output/show-progress.js';

/** The option that names a trained classifier. */
export function pipelineOption(): Option {
  return new Option('--model <model>', 'a classifier: a folder, hub id (owner/name) or URL').makeOptionMandatory();
}

/** Loads the classifier that `--model` names. */
export async function loadPipeline(name: string, { signal }: Context): Promise<StaticModelPipeline> {
  return showProgress((onProgress) => StaticModelPipeline.fromPretrained(name, { signal, onProgress, onWarning }));
}
