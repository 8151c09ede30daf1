import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../random.js';
import { rowProductsPlain } from './plain.js';
import { createRowProducts } from './row-products.js';

const sizes = fc.record({
  count: fc.integer({ min: 0, max: 9 }),
  dim: fc.integer({ min: 1, max: 33 }),
  seed: fc.nat(),
});

describe.each(['SIMD', 'plain'])('createRowProducts, %s', (way) => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives the bits of the plain twin, and the products of float64 but for rounding', () => {
    if (way === 'plain') vi.stubGlobal('WebAssembly', undefined);
    fc.assert(
      fc.property(sizes, ({ count, dim, seed }) => {
        const random = createRandom(seed);
        const { rows, width, products } = createRowProducts(count, dim);
        const query = Float32Array.from({ length: dim }, () => random.next() - 0.5);
        const sums = Array.from({ length: count }, (_, i) => {
          let sum = 0;
          for (let j = 0; j < dim; j++) {
            rows[i * width + j] = random.next() - 0.5;
            sum += rows[i * width + j] * query[j];
          }
          return sum;
        });
        const padded = new Float32Array(width);
        padded.set(query);
        const wanted = new Float32Array(count);
        rowProductsPlain(rows, padded, wanted, count, width);
        expect(products(query)).toEqual(wanted);
        wanted.forEach((value, i) => {
          expect(value).toBeCloseTo(sums[i], 5);
        });
      }),
    );
  });
});
