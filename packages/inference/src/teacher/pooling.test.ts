import { expect, test } from 'vitest';
import { makeFinite, pool } from './pooling.js';

// Two rows of three positions, two wide; the second row ends in padding that must not count.
const states = {
  data: Float32Array.of(1, 2, 3, 4, 5, 9, 10, 20, 30, 40, 777, 888),
  attentionMask: [1, 1, 1, 1, 1, 0],
  rows: 2,
  length: 3,
  dim: 2,
};

test.each([
  ['mean', [3, 5, 20, 30]],
  ['first', [1, 2, 10, 20]],
  ['last', [5, 9, 30, 40]],
  ['inner', [3, 4, 0, 0]],
] as const)('%s leaves padding out', (pooling, expected) => {
  expect([...pool(states, pooling)]).toEqual(expected);
});

test('NaN and infinities become numbers, as numpy’s nan_to_num makes them', () => {
  const values = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.5);
  makeFinite(values);
  expect([...values]).toEqual([0, 3.4028234663852886e38, -3.4028234663852886e38, 1.5]);
});
