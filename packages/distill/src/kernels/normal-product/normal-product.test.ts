import { createRandom, type TokenBags } from '@m2v/core/kit';
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

test('SIMD and plain give the same bits, those of the products that they stand for', () => {
  fc.assert(
    fc.property(sizes, ({ rows, dim, texts, seed, part }) => {
      const random = createRandom(seed);
      const value = () => random.next() * 2 - 1;
      const offsets = new Int32Array(texts + 1);
      for (let i = 0; i < texts; i++) offsets[i + 1] = offsets[i] + random.integer(4);
      const ids = Int32Array.from({ length: offsets[texts] }, () => random.integer(rows));
      const counts = Float32Array.from(ids, () => 1 + random.integer(3));
      const table = Float32Array.from({ length: rows * dim }, value);
      const targets = Float32Array.from({ length: texts * dim }, value);

      const results = both({ ids, counts, offsets }, rows, dim).map((product) => {
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
        const length = counts.subarray(offsets[i], offsets[i + 1]).reduce((sum, count) => sum + count, 0);
        for (let t = offsets[i]; t < offsets[i + 1]; t++) line[ids[t]] += counts[t] / length;
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
