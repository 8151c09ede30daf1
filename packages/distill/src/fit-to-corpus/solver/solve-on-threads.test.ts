import { createMatrix } from '@m2v/core';
import { expect, test } from 'vitest';
import { threadsThatPay } from './solve-on-threads.js';

test.each([
  [10_000, 256, 12, 1],
  [299_000, 256, 12, 1],
  [302_000, 256, 12, 2],
  [302_000, 256, 11, 1],
  [302_000, 250, 12, 1],
  [3_000_000, 256, 12, 2],
])('%d tokens, %d columns and %d steps are worth %d', (tokens, dim, steps, threads) => {
  const bags = { ids: new Int32Array(tokens), counts: new Float32Array(tokens), offsets: Int32Array.of(0, tokens) };
  expect(threadsThatPay({ bags, start: createMatrix(1, dim) }, steps)).toBe(threads);
});
