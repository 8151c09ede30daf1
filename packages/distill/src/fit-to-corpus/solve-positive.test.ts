import { createRandom } from '@m2v/core/kit';
import fc from 'fast-check';
import { Matrix as MlMatrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { solvePositive } from './solve-positive.js';

test('what it finds, times the matrix, is the right side', () => {
  const sizes = fc.record({
    n: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 5 }),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(sizes, ({ n, columns, seed }) => {
      const random = createRandom(seed);
      const drawn = (width: number) =>
        MlMatrix.from1DArray(
          n,
          width,
          Float64Array.from({ length: n * width }, () => random.next() * 2 - 1),
        );
      const x = drawn(n);
      const matrix = x.mmul(x.transpose()).add(MlMatrix.eye(n).mul(0.1));
      const right = drawn(columns);
      const solution = Float64Array.from(right.to1DArray());
      solvePositive(Float64Array.from(matrix.to1DArray()), solution, n, columns);
      const error = MlMatrix.sub(matrix.mmul(MlMatrix.from1DArray(n, columns, solution)), right);
      expect(error.abs().max()).toBeLessThan(1e-9);
    }),
  );
});
