import { createMatrix, type Matrix, type OnProgress, type StaticModel } from '@m2v/core';
import { createYielder } from '@m2v/core/kit';

const BATCH = 256;

/** The vectors of many texts, with turns for the event loop between batches: a query need not wait for all of them. */
export async function encodeRows(
  model: StaticModel,
  texts: readonly string[],
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: OnProgress },
): Promise<Matrix> {
  const vectors = createMatrix(texts.length, model.dim);
  const pause = createYielder(signal);
  const start = performance.now();
  for (let first = 0; first < texts.length; first += BATCH) {
    const batch = texts.slice(first, first + BATCH);
    model.encode(batch, { out: vectors.data.subarray(first * model.dim, (first + batch.length) * model.dim) });
    const done = first + batch.length;
    const textsPerSecond = (done * 1000) / (performance.now() - start);
    onProgress?.({ stage: 'encode', done, total: texts.length, unit: 'texts', metrics: { textsPerSecond } });
    await pause();
  }
  return vectors;
}
