import type { Matrix, StaticModel } from '@m2v/core';
import { encodeInBatches } from './encode-in-batches.js';

/** All texts and all their vectors, row i of text i. */
export async function encodeAll(
  model: StaticModel,
  source: AsyncIterable<string> | Iterable<string>,
  signal: AbortSignal,
): Promise<{ texts: string[]; vectors: Matrix }> {
  const texts: string[] = [];
  const parts: Matrix[] = [];
  for await (const batch of encodeInBatches(model, source, { signal })) {
    texts.push(...batch.texts);
    parts.push(batch.vectors);
  }
  const vectors: Matrix = { data: new Float32Array(texts.length * model.dim), rows: texts.length, dim: model.dim };
  let at = 0;
  for (const { data } of parts) {
    vectors.data.set(data, at);
    at += data.length;
  }
  return { texts, vectors };
}
