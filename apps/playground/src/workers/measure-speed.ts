import type { StaticModel } from '@m2v/core';

const SENTENCE = 'A static model is a table with one vector for each token, and a text is the mean of its tokens.';
const BATCH = 64;
const MILLISECONDS = 40;

/** Texts of some twenty words that this machine encodes in a second. */
export function textsPerSecond(model: StaticModel): number {
  const texts = Array.from({ length: BATCH }, (_, i) => `${i} ${SENTENCE}`);
  // The first batch is slower: engines compile what they find hot.
  model.encode(texts);
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < MILLISECONDS) {
    model.encode(texts);
    done += BATCH;
  }
  return (done * 1000) / (performance.now() - start);
}
