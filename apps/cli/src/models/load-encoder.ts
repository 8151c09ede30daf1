import { StaticModel } from '@m2v/core';
import { decodeUtf8, isRecord, openSource, parseJson } from '@m2v/core/kit';
import { type SentenceEncoder, sentenceEncoder } from '@m2v/inference';
import type { Context } from '../context.js';
import { onWarning } from '../output/on-warning.js';
import { showProgress } from '../output/show-progress.js';

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

// Every transformer's config names its type; a static model's says model2vec, or is not there.
async function isTransformer(name: string, signal: AbortSignal): Promise<boolean> {
  const storage = await openSource(name, { signal });
  const file = await storage.open('config.json');
  if (file === undefined) return false;
  const where = `${storage.name}/config.json`;
  const config = parseJson(decodeUtf8(new Uint8Array(await file.slice()), where), where);
  return isRecord(config) && typeof config.model_type === 'string' && config.model_type !== 'model2vec';
}
