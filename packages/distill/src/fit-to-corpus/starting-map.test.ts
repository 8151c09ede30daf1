import type { Matrix } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { product } from '../table-arithmetic.js';
import { alignment } from './alignment.js';
import { startingMap } from './starting-map.js';

const random = createRandom(11);
const matrix = (rows: number, dim: number): Matrix => ({
  data: Float32Array.from({ length: rows * dim }, () => random.next() - 0.5),
  rows,
  dim,
});
const timesColumns = (table: Matrix, factors: Float64Array): Matrix => ({
  ...table,
  data: table.data.map((value, at) => value * factors[at % table.dim]),
});

function expectClose(found: Matrix, wanted: Matrix, by: number): void {
  expect([found.rows, found.dim]).toEqual([wanted.rows, wanted.dim]);
  for (let at = 0; at < wanted.data.length; at++) expect(Math.abs(found.data[at] - wanted.data[at])).toBeLessThan(by);
}

// Two views of two columns, turned onto three axes, of which the later ones are made longer.
const axes: Matrix = { data: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0), rows: 4, dim: 3 };
const scales = Float64Array.of(1, 1.5, 2);
const bothViews: Matrix = { data: Float32Array.of(1, 0, 1, 0, 1, 0), rows: 2, dim: 3 };

test('rows that are the teacher’s own stand for both views, and only their length is found', async () => {
  const said = matrix(40, 2);
  const targets = timesColumns(
    product(said, bothViews),
    scales.map((scale) => 3 * scale),
  );
  const map = await alignment('teacher', said, { matrix: targets, scales, axes }, {});
  expectClose(
    map,
    timesColumns(
      bothViews,
      scales.map((scale) => 3 * scale),
    ),
    1e-4,
  );
});

test('other rows are turned; those of a fit have the targets’ spread already', async () => {
  const said = matrix(400, 3);
  const turn: Matrix = { data: Float32Array.of(0, 2, 0, -2, 0, 0, 0, 0, 2), rows: 3, dim: 3 };
  const turned = product(said, turn);
  const sample = { matrix: timesColumns(turned, scales), scales, axes };
  expectClose(await alignment('own', said, sample, {}), timesColumns(turn, scales), 1e-3);
  expectClose(await alignment('fitted', said, { ...sample, matrix: turned }, {}), turn, 1e-3);
});

test('few texts leave the map at the alignment, many bring it to what they say', async () => {
  const wanted = matrix(2, 3);
  const missedWith = async (texts: number) => {
    const said = matrix(texts, 2);
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
