import type { StaticModel } from '@m2v/core';
import { callWorker, type TokenBags } from '@m2v/core/kit';
import { spawnTrainWorker } from '#platform';
import type { TrainWorkerApi } from './train-worker-api.js';

/** A second thread that tokenizes. */
export interface TokenizingThread {
  /** Whether it can be given more. */
  readonly isFree: boolean;
  /** The bags of texts; undefined where the thread died over them. */
  tokenize(texts: string[]): Promise<TokenBags | undefined>;
  stop(): Promise<void>;
}

// Answers arrive when the first thread lets its event loop run, which must not leave the second without work.
const LONGEST_QUEUE = 16;

/** Starts a thread, which is free once it has its tokenizer; undefined where none can be had. */
export function startTokenizing(
  tokenizer: StaticModel['tokenizer'],
  maxLength: number | null,
): TokenizingThread | undefined {
  const link = spawnTrainWorker();
  if (link === undefined) return undefined;
  const worker = callWorker<TrainWorkerApi>(link);
  let ready = false;
  worker.call('loadTokenizer', tokenizer.json).then(
    () => {
      ready = true;
    },
    // It is never free then, and the first thread does it all.
    () => {},
  );
  return {
    get isFree() {
      return ready && worker.pending < LONGEST_QUEUE;
    },
    async tokenize(texts) {
      try {
        return await worker.call('tokenize', { texts, maxLength });
      } catch {
        ready = false;
        return undefined;
      }
    },
    stop: () => worker.terminate(),
  };
}
