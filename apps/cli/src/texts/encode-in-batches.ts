import { setImmediate } from 'node:timers/promises';
import type { EncodeOptions, Matrix, StaticModel } from '@m2v/core';
import { batches } from '@m2v/dataset';

/** Texts and their vectors, row i of text i. */
export interface EncodedBatch {
  texts: string[];
  vectors: Matrix;
}

// Large enough to cost nothing a text, small enough that Ctrl-C is heard within some milliseconds.
const BATCH_SIZE = 256;

/** Encodes texts as they come; between batches the event loop runs, and an aborted `signal` throws its reason. */
export async function* encodeInBatches(
  model: StaticModel,
  texts: AsyncIterable<string> | Iterable<string>,
  { signal, ...options }: EncodeOptions & { signal: AbortSignal },
): AsyncGenerator<EncodedBatch> {
  for await (const batch of batches(texts, BATCH_SIZE)) {
    await setImmediate();
    signal.throwIfAborted();
    yield { texts: batch, vectors: model.encode(batch, options) };
  }
}
