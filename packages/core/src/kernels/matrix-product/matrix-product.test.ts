import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../random.js';
import { createMatrixProduct } from './matrix-product.js';

const sizes = fc.record({
  depth: fc.integer({ min: 1, max: 9 }),
  m: fc.integer({ min: 1, max: 9 }),
  n: fc.integer({ min: 1, max: 17 }),
  seed: fc.nat(),
});

function randomValues(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => random.next() * 20 - 10);
}

/** start + aᵀ b, each step rounded to float32; a is depth x m and b depth x n, row-major. */
function expected(a: Float32Array, b: Float32Array, depth: number, m: number, n: number, start: Float32Array) {
  return Float32Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = start[at];
    for (let k = 0; k < depth; k++) sum = Math.fround(sum + Math.fround(a[k * m + i] * b[k * n + j]));
    return sum;
  });
}

describe.each(['SIMD', 'plain'])('createMatrixProduct, %s', (way) => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives and adds the product, bit for bit as a plain sum does, in sizes that grow and shrink', () => {
    if (way === 'plain') vi.stubGlobal('WebAssembly', undefined);
    const product = createMatrixProduct();
    fc.assert(
      fc.property(sizes, fc.boolean(), ({ depth, m, n, seed }, add) => {
        const a = randomValues(depth * m, seed);
        const b = randomValues(depth * n, seed + 1);
        const out = randomValues(m * n, seed + 2);
        const wanted = expected(a, b, depth, m, n, add ? out.slice() : new Float32Array(m * n));
        product(
          { data: a, columns: m, depthStride: m, columnStride: 1 },
          { data: b, columns: n, depthStride: n, columnStride: 1 },
          depth,
          out,
          add,
        );
        expect(out).toEqual(wanted);
      }),
    );
  });

  it('reads rows as columns by the strides', () => {
    if (way === 'plain') vi.stubGlobal('WebAssembly', undefined);
    const out = new Float32Array(2);
    // x (2 x 3) times w (1 x 3), transposed.
    const x = { data: Float32Array.of(1, 2, 3, 4, 5, 6), columns: 2, depthStride: 1, columnStride: 3 };
    const w = { data: Float32Array.of(1, 10, 100), columns: 1, depthStride: 1, columnStride: 3 };
    createMatrixProduct()(x, w, 3, out);
    expect([...out]).toEqual([321, 654]);
  });
});
