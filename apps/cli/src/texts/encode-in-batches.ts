import type { EncodeOptions, Matrix, StaticModel } from '@m2v/core';
import { inBatches } from './in-batches.js';

/** Texts and their vectors, row i of text i. */
export interface EncodedBatch {
  texts: string[];
  vectors: Matrix;
}

/** Encodes texts as they come. */
export async function* encodeInBatches(
  model: StaticModel,
  texts: AsyncIterable<string> | Iterable<string>,
  { signal, ...options }: EncodeOptions & { signal: AbortSignal },
): AsyncGenerator<EncodedBatch> {
  for await (const batch of inBatches(texts, signal)) yield { texts: batch, vectors: model.encode(batch, options) };
}
