import { collectTokenBags, createRandom, type TokenBags } from '@m2v/core/kit';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createNormalProduct, type NormalProduct } from './normal-product.js';

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  dim: fc.constantFrom(1, 5, 16, 20, 64),
  texts: fc.integer({ min: 0, max: 7 }),
  seed: fc.nat(),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** The same product twice, in WebAssembly and plain. */
function both(bags: TokenBags, rows: number, dim: number): NormalProduct[] {
  const simd = createNormalProduct(bags, rows, dim);
  vi.stubGlobal('WebAssembly', undefined);
  const plain = createNormalProduct(bags, rows, dim);
  vi.unstubAllGlobals();
  expect(simd.input.buffer.byteLength % 65_536).toBe(0);
  return [simd, plain];
}

test('SIMD and plain give the same bits, those of the products that they stand for', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ rows, dim, texts, seed, part }) => {
      const random = createRandom(seed);
      const value = () => random.next() * 2 - 1;
      // A text may hold a token twice, and none.
      const bags = await collectTokenBags(Array.from({ length: texts }, String), rows, () =>
        Int32Array.from({ length: random.integer(5) }, () => random.integer(rows)),
      );
      const table = Float32Array.from({ length: rows * dim }, value);
      const targets = Float32Array.from({ length: texts * dim }, value);

      const results = both(bags, rows, dim).map((product) => {
        const { input, output, pitch } = product;
        for (let i = 0; i < rows; i++) input.set(table.subarray(i * dim, (i + 1) * dim), i * pitch);
        // In two calls, as where there are more texts than one takes.
        const middle = Math.floor(part * texts);
        product.addProduct(0, middle);
        product.addProduct(middle, texts);
        const products = output.slice();
        output.fill(0);
        const targetOf = (i: number) => targets.subarray(i * dim, (i + 1) * dim);
        product.addResidual(0, middle, targetOf);
        product.addResidual(middle, texts, targetOf);
        return { pitch, products, residuals: output.slice() };
      });
      expect(results[0]).toEqual(results[1]);

      const [{ pitch, products, residuals }] = results;
      const a = Array.from({ length: texts }, (_, i) => {
        const line = new Float64Array(rows);
        const [start, end] = bags.offsets.subarray(i, i + 2);
        const length = bags.counts.subarray(start, end).reduce((sum, count) => sum + count, 0);
        for (let t = start; t < end; t++) line[bags.ids[t]] = bags.counts[t] / length;
        return line;
      });
      for (let row = 0; row < rows; row++) {
        for (let j = 0; j < dim; j++) {
          const mean = a.map((line) => line.reduce((sum, share, k) => sum + share * table[k * dim + j], 0));
          const wanted = a.reduce((sum, line, i) => sum + line[row] * mean[i], 0);
          expect(products[row * pitch + j]).toBeCloseTo(wanted, 4);
          const left = a.reduce((sum, line, i) => sum + line[row] * (targets[i * dim + j] - mean[i]), 0);
          expect(residuals[row * pitch + j]).toBeCloseTo(left, 4);
        }
      }
    }),
  );
});
