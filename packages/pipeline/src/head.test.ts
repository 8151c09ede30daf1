import { createMatrix, row } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { headLogits } from './head.js';

const random = createRandom(4);
const values = (length: number) => Float32Array.from({ length }, () => random.next() - 0.5);
const layers = [
  { weight: values(15), bias: values(5), inputs: 3, outputs: 5 },
  { weight: values(10), bias: values(2), inputs: 5, outputs: 2 },
];

test.each([0, 1, 256, 257, 513])('%d vectors at once give the logits of each alone', (count) => {
  const vectors = { data: values(count * 3), rows: count, dim: 3 };
  const alone = createMatrix(count, 2);
  for (let i = 0; i < count; i++) {
    row(alone, i).set(headLogits({ layers }, { data: row(vectors, i), rows: 1, dim: 3 }).data);
  }
  expect(headLogits({ layers }, vectors)).toEqual(alone);
});

test('a head without layers hands its vectors on', () => {
  const vectors = { data: values(6), rows: 2, dim: 3 };
  expect(headLogits({ layers: [] }, vectors)).toBe(vectors);
});
