import { createRandom, encodeFloat16 } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { explain, isWorse } from './explained-share.js';
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
