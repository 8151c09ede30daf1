import { createRandom, encodeFloat16 } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { createTargets } from './targets.js';

const [ROWS, DIM] = [300, 6];

/** Teacher's vectors: two views of half as many columns, of falling spread. */
function vectors() {
  const random = createRandom(3);
  const values = Float32Array.from(
    { length: ROWS * DIM },
    (_, at) => (random.next() - 0.5) / (1 + (at % (DIM / 2))) + 0.2,
  );
  return { data: encodeFloat16(values), rows: ROWS, dim: DIM };
}

function spreads(data: Float32Array, dim: number, rows: number): number[] {
  return Array.from({ length: dim }, (_, j) => {
    const column = Array.from({ length: rows }, (_, i) => data[i * dim + j]);
    const mean = column.reduce((sum, value) => sum + value, 0) / rows;
    return Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rows - 1));
  });
}

test('the spread s along an axis becomes s1 (s / s1)^spectrum, and what is left out is counted', async () => {
  const [plain, whole] = await Promise.all(
    [1, 0.4].map((spectrum) => createTargets(vectors(), { used: ROWS, dims: DIM, spectrum })),
  );
  const [before, after] = [plain, whole].map(({ matrix }) => spreads(matrix.data, DIM, ROWS));
  after.forEach((spread, j) => {
    expect(spread).toBeCloseTo(before[0] * (before[j] / before[0]) ** 0.4, 4);
  });
  expect(Math.max(...whole.outside.map(Math.abs))).toBeLessThan(1e-5);

  const some = await createTargets(vectors(), { used: ROWS, dims: 2, spectrum: 1 });
  for (let i = 0; i < ROWS; i += 50) {
    const rest = plain.matrix.data.subarray(i * DIM + 2, (i + 1) * DIM);
    expect(some.outside[i]).toBeCloseTo(
      rest.reduce((sum, value) => sum + value ** 2, 0),
      5,
    );
  }
});
