import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../random.js';
import { createCrossProduct, packPanels, padded } from './cross-product.js';

const sizes = fc.record({
  depth: fc.integer({ min: 1, max: 9 }),
  m: fc.integer({ min: 1, max: 11 }),
  n: fc.integer({ min: 1, max: 11 }),
  seed: fc.nat(),
});

/** A depth x columns matrix, row-major. */
function randomColumns(depth: number, columns: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: depth * columns }, () => random.next() * 20 - 10);
}

function pack(panels: Float64Array, depth: number, columns: number, data: Float64Array): void {
  packPanels(panels, depth, { data, start: 0, columns, depthStride: columns, columnStride: 1 });
}

/** start + aᵀ b, element by element. */
function expectedProduct(a: Float64Array, b: Float64Array, depth: number, m: number, n: number, start: number) {
  return Array.from({ length: m }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      let sum = start;
      for (let k = 0; k < depth; k++) sum += a[k * m + i] * b[k * n + j];
      return sum;
    }),
  );
}

function rowsOf(out: Float64Array, m: number, n: number): number[][] {
  return Array.from({ length: m }, (_, i) => [...out.subarray(i * padded(n), i * padded(n) + n)]);
}

describe.each(['SIMD', 'plain'])('createCrossProduct, %s', (way) => {
  afterEach(() => vi.unstubAllGlobals());

  function create(options: Parameters<typeof createCrossProduct>[0]) {
    if (way === 'plain') vi.stubGlobal('WebAssembly', undefined);
    const product = createCrossProduct(options);
    vi.unstubAllGlobals();
    return product;
  }

  it('adds to out, bit for bit as a plain sum does', () => {
    fc.assert(
      fc.property(sizes, ({ depth, m, n, seed }) => {
        const a = randomColumns(depth, m, seed);
        const b = randomColumns(depth, n, seed + 1);
        const product = create({ depth, m, n });
        pack(product.a, depth, m, a);
        pack(product.b, depth, n, b);
        product.out.fill(0.5);
        product.add(depth, m, n);
        expect(rowsOf(product.out, m, n)).toEqual(expectedProduct(a, b, depth, m, n, 0.5));
      }),
    );
  });

  it('gives the upper triangle of a product with itself', () => {
    fc.assert(
      fc.property(sizes, ({ depth, m, seed }) => {
        const a = randomColumns(depth, m, seed);
        const product = create({ depth, m });
        expect(product.b).toBe(product.a);
        pack(product.a, depth, m, a);
        product.add(depth, m, m);
        const full = expectedProduct(a, a, depth, m, m, 0);
        rowsOf(product.out, m, m).forEach((values, i) => {
          expect(values.slice(i)).toEqual(full[i].slice(i));
          // Blocks of four below the diagonal stay untouched.
          expect(values.slice(0, i & ~3).every((value) => value === 0)).toBe(true);
        });
      }),
    );
  });

  it('does smaller products in the same buffers', () => {
    const product = create({ depth: 8, m: 8, n: 12 });
    const a = randomColumns(3, 5, 1);
    const b = randomColumns(3, 6, 2);
    pack(product.a, 3, 5, a);
    pack(product.b, 3, 6, b);
    product.add(3, 5, 6);
    expect(rowsOf(product.out, 5, 6)).toEqual(expectedProduct(a, b, 3, 5, 6, 0));
  });
});

describe('createCrossProduct', () => {
  it('computes in WebAssembly memory where it can', () => {
    expect(createCrossProduct({ depth: 1, m: 1 }).out.buffer.byteLength).toBe(65_536);
  });
});

describe('packPanels', () => {
  it('puts four columns side by side, then the next four', () => {
    const panels = new Float64Array(16);
    const data = Float32Array.of(1, 2, 3, 4, 5, 10, 20, 30, 40, 50);
    packPanels(panels, 2, { data, start: 0, columns: 5, depthStride: 5, columnStride: 1 });
    expect([...panels]).toEqual([1, 2, 3, 4, 10, 20, 30, 40, 5, 0, 0, 0, 50, 0, 0, 0]);
  });

  it('takes the columns it is told', () => {
    const panels = new Float64Array(4);
    const data = Float32Array.of(1, 2, 3);
    packPanels(panels, 1, { data, start: 0, columns: 2, depthStride: 3, columnStride: 1, pick: Int32Array.of(2, 0) });
    expect([...panels]).toEqual([3, 1, 0, 0]);
  });

  it('reads rows as columns by the strides, and shifts each', () => {
    const panels = new Float64Array(8);
    const data = Float32Array.of(9, 1, 2, 10, 20);
    const shift = Float64Array.of(0, 10);
    packPanels(panels, 2, { data, start: 1, columns: 2, depthStride: 1, columnStride: 2, shift });
    expect([...panels]).toEqual([1, 0, 0, 0, 2, 10, 0, 0]);
  });
});
