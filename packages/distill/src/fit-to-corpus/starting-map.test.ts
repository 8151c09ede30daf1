import type { Matrix } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { product } from '../table-arithmetic.js';
import { alignment } from './alignment.js';
import { startingMap } from './starting-map.js';

const random = createRandom(11);
const points = (rows: number, dim: number): Matrix => ({
  data: Float32Array.from({ length: rows * dim }, () => random.next() - 0.5),
  rows,
  dim,
});

const axes: Matrix = { data: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0), rows: 4, dim: 3 };
const scales = Float64Array.of(1, 1.5, 2);

test('few texts leave the map at the alignment, many bring it to what they say', async () => {
  const wanted = points(2, 3);
  const missedWith = async (texts: number) => {
    const said = points(texts, 2);
    const sample = { matrix: product(said, wanted), scales, axes };
    const [aligned, map] = await Promise.all([
      alignment('teacher', said, sample, {}),
      startingMap('teacher', said, sample, {}),
    ]);
    const off = (to: Matrix) => Math.hypot(...map.data.map((value, at) => value - to.data[at]));
    return { fromAlignment: off(aligned), fromTexts: off(wanted) };
  };
  const [few, many] = [await missedWith(3), await missedWith(5000)];
  expect(few.fromAlignment).toBeLessThan(few.fromTexts / 4);
  expect(many.fromTexts).toBeLessThan(many.fromAlignment / 50);
});
