import { setImmediate } from 'node:timers/promises';
import { batches } from '@m2v/dataset';

// Large enough to cost nothing a text, small enough that Ctrl-C is heard within some milliseconds.
const BATCH_SIZE = 256;

/** Texts in batches as they come; between batches the event loop runs, and an aborted `signal` throws its reason. */
export async function* inBatches(
  texts: AsyncIterable<string> | Iterable<string>,
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  for await (const batch of batches(texts, BATCH_SIZE)) {
    await setImmediate();
    signal.throwIfAborted();
    yield batch;
  }
}
