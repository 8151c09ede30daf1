import type { StaticModel } from '@m2v/core';
import { checkedTexts, collectTokenBags, createYielder, type Texts, type TokenBags } from '@m2v/core/kit';
import { checkThreads } from './fit-options.js';
import { startTokenizing, type TokenizingThread } from './threads/start-tokenizing.js';
import { trainingTokenIds } from './training-token-ids.js';

export interface TokenizeOptions {
  /** 2 to have a second thread help where there is one and enough to do, 1 to do without. Default 2. */
  threads?: 1 | 2;
  signal?: AbortSignal;
  /** Told every few milliseconds how many texts are done. */
  onTexts?: (done: number) => void;
}

// Code units that are tokenized in a few milliseconds.
const CHUNK = 64 * 1024;
// A second thread is worth its start once so many are read.
const CHUNKS_WORTH_A_THREAD = 16;

/**
 * Tokenizes by the training rule (see `trainingTokenIds`). Each text is read once; the event loop gets its turns.
 * @throws as `checkedTexts` does; the signal's reason when aborted
 */
export async function tokenizeTexts(
  { tokenizer }: Pick<StaticModel, 'tokenizer'>,
  texts: Texts,
  maxLength: number | null,
  { threads = 2, signal, onTexts }: TokenizeOptions = {},
): Promise<TokenBags> {
  checkThreads(threads);
  const pause = createYielder(signal);
  const tokenIds = (text: string) => trainingTokenIds(tokenizer, text, maxLength);
  const tokenizeHere = (chunk: string[]) => collectTokenBags(chunk, tokenizer.tokens.length, tokenIds, { signal });
  const parts: (TokenBags | Promise<TokenBags>)[] = [];
  let second: TokenizingThread | undefined;
  let chunks = 0;
  let done = 0;
  const counted = (bags: TokenBags) => {
    done += bags.offsets.length - 1;
    return bags;
  };
  try {
    for await (const chunk of inChunks(texts)) {
      if (++chunks === CHUNKS_WORTH_A_THREAD && threads > 1) second = startTokenizing(tokenizer, maxLength);
      if (second?.isFree) {
        const part = second.tokenize(chunk).then(async (bags) => counted(bags ?? (await tokenizeHere(chunk))));
        // Where it fails, that is told when all are waited for.
        part.catch(() => {});
        parts.push(part);
      } else {
        parts.push(counted(await tokenizeHere(chunk)));
      }
      onTexts?.(done);
      await pause();
    }
    const bags = await Promise.all(parts);
    signal?.throwIfAborted();
    onTexts?.(done);
    return joinBags(bags);
  } finally {
    await second?.stop();
  }
}

/** Texts, some at a time. */
async function* inChunks(texts: Texts): AsyncGenerator<string[]> {
  let chunk: string[] = [];
  let units = 0;
  for await (const text of checkedTexts(texts)) {
    chunk.push(text);
    units += text.length;
    if (units < CHUNK) continue;
    yield chunk;
    chunk = [];
    units = 0;
  }
  yield chunk;
}

function joinBags(parts: readonly TokenBags[]): TokenBags {
  const sum = (size: (part: TokenBags) => number) => parts.reduce((total, part) => total + size(part), 0);
  const entries = sum(({ ids }) => ids.length);
  const joined = {
    ids: new Int32Array(entries),
    counts: new Float32Array(entries),
    offsets: new Int32Array(1 + sum(({ offsets }) => offsets.length - 1)),
  };
  let [entry, text] = [0, 0];
  for (const { ids, counts, offsets } of parts) {
    joined.ids.set(ids, entry);
    joined.counts.set(counts, entry);
    for (let i = 1; i < offsets.length; i++) joined.offsets[++text] = entry + offsets[i];
    entry += ids.length;
  }
  return joined;
}
