import { StaticModel } from '@m2v/core';
import { type SentenceEncoder, sentenceEncoder } from '@m2v/inference';
import type { Context } from '../context.js';
import { onWarning } from '../output/on-warning.js';
import { showProgress } from '../output/show-progress.js';
import { isTransformer } from './is-transformer.js';

/** A static model or a sentence transformer, ready to encode. */
export interface LoadedEncoder {
  name: string;
  kind: 'static' | 'teacher';
  encoder: SentenceEncoder;
  /** Frees what it holds. */
  dispose(): Promise<void>;
}

/** Loads a static model or a sentence transformer, whichever its config says it is. */
export async function loadEncoder(name: string, { signal }: Context): Promise<LoadedEncoder> {
  return showProgress(async (onProgress) => {
    if (await isTransformer(name, signal)) {
      const { loadTeacher } = await import('@m2v/inference/teacher');
      const teacher = await loadTeacher(name, { signal, onProgress });
      return { name, kind: 'teacher', encoder: sentenceEncoder(teacher, { signal }), dispose: () => teacher.dispose() };
    }
    const encoder = await StaticModel.fromPretrained(name, { signal, onProgress, onWarning });
    return { name, kind: 'static', encoder, dispose: async () => {} };
  });
}
