import { createRandom } from '@m2v/core/kit';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createSparseRows, type SparseRows } from './sparse-rows.js';

/** The same table twice, in WebAssembly and plain. */
function both(rows: number, dim: number, texts: number, entries: number): SparseRows[] {
  const simd = createSparseRows(rows, dim, texts, entries);
  vi.stubGlobal('WebAssembly', undefined);
  const plain = createSparseRows(rows, dim, texts, entries);
  vi.unstubAllGlobals();
  expect(simd.values.buffer.byteLength % 65_536).toBe(0);
  return [simd, plain];
}

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  dim: fc.constantFrom(1, 3, 4, 12, 16, 20, 32, 64, 70),
  count: fc.integer({ min: 0, max: 12 }),
  seed: fc.nat(),
});

test('SIMD and plain give the same bits: means, gradients, steps and replays', () => {
  fc.assert(
    fc.property(sizes, ({ rows, dim, count, seed }) => {
      const random = createRandom(seed);
      const value = () => random.next() * 2 - 1;
      const start = Float32Array.from({ length: rows * dim }, value);
      const ids = Int32Array.from({ length: count }, () => random.integer(rows));
      const weights = Float32Array.from({ length: count }, value);
      const gradients = Float32Array.from({ length: rows * dim }, () => value() * 1e-3);
      const scales = Float32Array.from(
        { length: 2 * random.integer(9) },
        (_, i) => (i % 2 === 0 ? 1e-2 : 3) * (1 + random.next()),
      );
      const results = both(rows, dim, rows, 12).map((table) => {
        for (let i = 0; i < rows; i++) {
          table.values.set(start.subarray(i * dim, (i + 1) * dim), i * table.pitch);
          table.gradients.set(gradients.subarray(i * dim, (i + 1) * dim), i * table.pitch);
        }
        table.load(ids, weights);
        const mean = table.mean(0, count, 3).slice();
        for (let i = 0; i < rows; i++) {
          table.gradient(Math.min(i, count), count);
          table.step(i, 1e-2, 31.6);
        }
        for (let i = 0; i < rows; i++) table.replay(i, scales);
        return { mean, gradient: table.gradient(0, count).slice(), values: table.values.slice() };
      });
      expect(results[0]).toEqual(results[1]);
      for (let j = 0; j < dim && count > 0; j++) {
        const wanted = ids.reduce((sum, id, t) => sum + weights[t] * start[id * dim + j], 0) / 3;
        expect(results[0].mean[j]).toBeCloseTo(wanted, 5);
      }
    }),
  );
});
