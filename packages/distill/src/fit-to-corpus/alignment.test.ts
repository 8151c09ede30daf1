import type { Matrix } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { product, scaledColumns } from '../table-arithmetic.js';
import { alignment } from './alignment.js';

const random = createRandom(11);
const points = (rows: number, dim: number): Matrix => ({
  data: Float32Array.from({ length: rows * dim }, () => random.next() - 0.5),
  rows,
  dim,
});

function expectClose(found: Matrix, wanted: Matrix): void {
  expect([found.rows, found.dim]).toEqual([wanted.rows, wanted.dim]);
  for (let at = 0; at < wanted.data.length; at++) expect(found.data[at]).toBeCloseTo(wanted.data[at], 3);
}

// Two views of two columns, turned onto three axes, of which the later ones are made longer.
const axes: Matrix = { data: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0), rows: 4, dim: 3 };
const scales = Float64Array.of(1, 1.5, 2);
const bothViews: Matrix = { data: Float32Array.of(1, 0, 1, 0, 1, 0), rows: 2, dim: 3 };

test('rows that are the teacher’s own stand for both views, and only their length is found', async () => {
  const said = points(40, 2);
  const wanted = scaledColumns(
    bothViews,
    scales.map((scale) => 3 * scale),
  );
  expectClose(await alignment('teacher', said, { matrix: product(said, wanted), scales, axes }, {}), wanted);
});

test('other rows are rotated; those of a fit have the targets’ spread already', async () => {
  const said = points(400, 3);
  const turn: Matrix = { data: Float32Array.of(0, 2, 0, -2, 0, 0, 0, 0, 2), rows: 3, dim: 3 };
  const turned = product(said, turn);
  const sample = { matrix: scaledColumns(turned, scales), scales, axes };
  expectClose(await alignment('rotated', said, sample, {}), scaledColumns(turn, scales));
  expectClose(await alignment('fitted', said, { ...sample, matrix: turned }, {}), turn);
});

test('a student that says nothing, and axes that are none, give a map of zeros there', async () => {
  const said = { data: new Float32Array(8), rows: 4, dim: 2 };
  const sample = { matrix: points(4, 3), scales: Float64Array.of(1, 2, 0), axes };
  for (const space of ['teacher', 'rotated'] as const) {
    expect([...(await alignment(space, said, sample, {})).data]).toEqual(new Array(6).fill(0));
  }
});
