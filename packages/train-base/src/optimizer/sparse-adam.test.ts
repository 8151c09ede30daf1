import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { createSparseRows } from '../kernels/sparse-rows/sparse-rows.js';
import { createAdam, stepScale } from './adam.js';
import { createSparseAdam } from './sparse-adam.js';

const [ROWS, DIM, STEPS] = [40, 8, 700];

test('rows left for later come to what dense Adam makes of them, over hundreds of steps and changing rates', () => {
  const random = createRandom(3);
  const start = Float32Array.from({ length: ROWS * DIM }, () => random.next() * 2 - 1);
  const dense = start.slice();
  const table = createSparseRows(ROWS, DIM, ROWS, ROWS);
  const sparse = table.values;
  sparse.set(start);
  const lazy = createSparseAdam(table);
  const eager = createAdam(dense);

  for (let t = 1; t <= STEPS; t++) {
    const scale = stepScale(t, 1e-2 / 2 ** Math.floor(t / 200));
    // Some rows in every step, some for a while only, some once, the last never.
    const rows = Int32Array.from({ length: ROWS - 1 }, (_, i) => i).filter(
      (row) => row === 0 || (row < 20 ? random.next() < 0.1 : t === row * 3 || (row > 30 && t > 100 && t < 110)),
    );
    const gradients = Float32Array.from({ length: rows.length * DIM }, () => (random.next() - 0.5) * 10 ** -(t % 9));
    lazy.catchUp(rows);
    // A row is read when it is used: by then it must be where dense Adam has it.
    for (const row of rows) expectRow(sparse, dense, row);
    // Each row is used by one text, once.
    table.gradients.set(gradients);
    table.load(counted(rows.length), new Float32Array(rows.length).fill(1));
    lazy.step(rows, counted(rows.length + 1), scale);
    const full = new Float32Array(ROWS * DIM);
    rows.forEach((row, k) => {
      full.set(gradients.subarray(k * DIM, (k + 1) * DIM), row * DIM);
    });
    eager(full, scale);
  }
  lazy.catchUpAll();
  for (let row = 0; row < ROWS; row++) expectRow(sparse, dense, row);
  expect(sparse.subarray((ROWS - 1) * DIM)).toEqual(start.subarray((ROWS - 1) * DIM));
});

/** 0, 1, … */
function counted(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i);
}

function expectRow(found: Float32Array, wanted: Float32Array, row: number): void {
  for (let i = row * DIM; i < (row + 1) * DIM; i++) {
    expect(Math.abs(found[i] - wanted[i])).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(wanted[i])));
  }
}
