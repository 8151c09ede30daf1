import { expect, test } from 'vitest';
import { explain, isWorse } from './explained-share.js';

test('explained is what a prediction does not miss; neither what it is off by everywhere nor its scale counts', () => {
  // Two axes, the second doubled; a row each for the texts learnt from and for the three held out.
  const matrix = { data: Float32Array.of(9, 9, 1, 0, -1, 0, 0, 2), rows: 4, dim: 2 };
  const targets = { matrix, scales: Float64Array.of(1, 2), outside: Float64Array.of(7, 0, 0, 1) };
  const share = (...data: number[]) => explain(targets, { data: Float32Array.from(data), rows: 3, dim: 2 }).share;
  // Of spreads 2 and 2/3, and 1 outside: all but that, or nothing.
  expect(share(1, 0, -1, 0, 0, 2)).toBeCloseTo(1 - 1 / (2 + 2 / 3 + 1), 6);
  expect(share(6, 4, 4, 4, 5, 6)).toBeCloseTo(1 - 1 / (2 + 2 / 3 + 1), 6);
  expect(share(3, 0, -3, 0, 0, 6)).toBeCloseTo(1 - 1 / (2 + 2 / 3 + 1), 6);
  expect(share(0, 0, 0, 0, 0, 0)).toBeCloseTo(0, 6);
});

test('of texts of which the teacher says the same nothing is to be explained', () => {
  const matrix = { data: Float32Array.of(9, 1, 1), rows: 3, dim: 1 };
  const targets = { matrix, scales: Float64Array.of(1), outside: new Float64Array(3) };
  expect(explain(targets, { data: Float32Array.of(1, 2), rows: 2, dim: 1 }).share).toBe(null);
});

test('worse is what misses more of most texts, not of one by chance', () => {
  const missing = (...missed: number[]) => ({ share: 0.5, missed: Float64Array.from(missed) });
  const before = missing(1, 2, 3, 2, 1);
  expect(isWorse(before, missing(1.1, 2.2, 3.1, 2.2, 1.1))).toBe(true);
  expect(isWorse(before, missing(0.9, 1.9, 2.9, 1.9, 4))).toBe(false);
  expect(isWorse(before, missing(0.9, 1.9, 2.9, 1.9, 0.9))).toBe(false);
  expect(isWorse(before, before)).toBe(false);
});
