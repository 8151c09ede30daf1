import { createRandom, createYielder } from '@m2v/core/kit';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { symmetricEigen } from './symmetric-eigen.js';

/** Xᵀ X for a random X of `rank` rows: below n, eigenvalues of 0 are many. */
function covariance(n: number, rank: number, seed: number): MlMatrix {
  const random = createRandom(seed);
  const x = new MlMatrix(Array.from({ length: rank }, () => Array.from({ length: n }, () => random.next() * 2 - 1)));
  return x.transpose().mmul(x);
}

const eigenOf = (matrix: MlMatrix, count?: number) =>
  symmetricEigen(Float64Array.from(matrix.to1DArray()), matrix.rows, { count, pause: createYielder() });

test('gives the eigenvalues, the largest first, and axes at right angles that the matrix only stretches', async () => {
  const sizes = fc.record({
    n: fc.integer({ min: 1, max: 24 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    rank: fc.integer({ min: 1, max: 30 }),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(sizes, async ({ n, share, rank, seed }) => {
      const matrix = covariance(n, rank, seed);
      const count = Math.ceil(share * n);
      const { values, vectors } = await eigenOf(matrix, count);
      const wanted = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues.sort(
        (a, b) => b - a,
      );
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i], 9);
      });
      expect(vectors).toHaveLength(n * count);
      if (count === 0) return;
      const axes = MlMatrix.from1DArray(n, count, vectors);
      const unit = MlMatrix.sub(axes.transpose().mmul(axes), MlMatrix.eye(count)).abs().max();
      const stretched = MlMatrix.sub(matrix.mmul(axes), axes.mmul(MlMatrix.diag(values.slice(0, count))))
        .abs()
        .max();
      expect(Math.max(unit, stretched)).toBeLessThan(1e-9);
    }),
  );
});

test.each([
  ['zeros', MlMatrix.zeros(5, 5)],
  ['a diagonal', MlMatrix.diag([1, 3, 0, 3, 2])],
  ['blocks', MlMatrix.diag([1, 3, 0, 3, 2]).set(0, 1, 1).set(1, 0, 1).set(4, 3, 1).set(3, 4, 1)],
  ['numbers whose squares vanish', MlMatrix.ones(5, 5).mul(1e-170)],
])('%s', async (_, matrix) => {
  const { values, vectors } = await eigenOf(matrix);
  const axes = MlMatrix.from1DArray(5, 5, vectors);
  expect(
    MlMatrix.sub(axes.mmul(MlMatrix.diag(values)).mmul(axes.transpose()), matrix)
      .abs()
      .max(),
  ).toBeLessThan(1e-12);
  expect(MlMatrix.sub(axes.transpose().mmul(axes), MlMatrix.eye(5)).abs().max()).toBeLessThan(1e-12);
  expect(values).toEqual([...values].sort((a, b) => b - a));
});
