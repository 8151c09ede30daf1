import { createMatrix, type Matrix } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { ridgeMap } from './ridge-map.js';

test('finds the map that targets were made by', async () => {
  const random = createRandom(3);
  const features: Matrix = {
    data: Float32Array.from({ length: 200 * 5 }, () => random.next() - 0.5),
    rows: 200,
    dim: 5,
  };
  const map = Float32Array.from({ length: 15 }, () => random.next() - 0.5);
  const targets = createMatrix(200, 3);
  for (let i = 0; i < 200; i++) {
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 5; k++) targets.data[i * 3 + j] += features.data[i * 5 + k] * map[k * 3 + j];
  }
  const found = await ridgeMap(features, targets, { share: 1e-3 });
  expect({ rows: found.rows, dim: found.dim }).toEqual({ rows: 5, dim: 3 });
  // The ridge is a thousandth.
  found.data.forEach((value, at) => {
    expect(Math.abs(value - map[at])).toBeLessThan(2e-3);
  });
  expect([...(await ridgeMap(createMatrix(4, 5), createMatrix(4, 3), { share: 1e-3 })).data]).toEqual(
    new Array(15).fill(0),
  );
});
