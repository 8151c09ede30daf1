import { type Matrix, row } from '@m2v/core';
import { collectTokenBags, createRandom, type TokenBags } from '@m2v/core/kit';
import fc from 'fast-check';
import { Matrix as MlMatrix, solve } from 'ml-matrix';
import { afterEach, expect, test, vi } from 'vitest';
import { sharesOf } from '../bags.js';
import { leastSquares } from './least-squares.js';

interface Size {
  texts: number;
  rows: number;
  dim: number;
  seed: number;
  /** Texts hold the first so many rows at most. Default: all. */
  held?: number;
}

async function problem({ texts, rows, dim, seed, held = rows }: Size) {
  const random = createRandom(seed);
  const value = () => random.next() * 2 - 1;
  const matrix = (height: number): Matrix => ({
    data: Float32Array.from({ length: height * dim }, value),
    rows: height,
    dim,
  });
  const bags = await collectTokenBags(Array.from({ length: texts }, String), rows, () =>
    Int32Array.from({ length: 1 + random.integer(5) }, () => random.integer(held)),
  );
  const pull = Float32Array.from({ length: rows }, () => 0.05 + random.next());
  return { bags, targets: matrix(texts), start: matrix(rows), pull };
}

afterEach(() => vi.unstubAllGlobals());

const sizes = fc.record({
  texts: fc.integer({ min: 1, max: 9 }),
  rows: fc.integer({ min: 1, max: 7 }),
  dim: fc.constantFrom(1, 3, 18),
  seed: fc.nat(),
});

/** A as a dense matrix. */
function dense(bags: TokenBags, rows: number): MlMatrix {
  const { ids, offsets } = bags;
  const shares = sharesOf(bags);
  const a = MlMatrix.zeros(offsets.length - 1, rows);
  for (let i = 0; i < a.rows; i++) {
    for (let t = offsets[i]; t < offsets[i + 1]; t++) a.set(i, ids[t], shares[t]);
  }
  return a;
}

const toMl = ({ data, rows, dim }: Matrix) =>
  new MlMatrix(Array.from({ length: rows }, (_, i) => [...data.subarray(i * dim, (i + 1) * dim)]));

test.each(['SIMD', 'plain'])(
  '%s: as many steps as rows give the dense solution, where the gradient is 0',
  async (way) => {
    if (way === 'plain') vi.stubGlobal('WebAssembly', undefined);
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        const given = await problem(size);
        const solution = toMl(await leastSquares(given, { steps: 2 * size.rows }));
        const a = dense(given.bags, size.rows);
        const pull = MlMatrix.diag([...given.pull]);
        const normal = a.transpose().mmul(a).add(pull);
        const right = a
          .transpose()
          .mmul(toMl(given.targets))
          .add(pull.mmul(toMl(given.start)));
        const error = MlMatrix.sub(solution, solve(normal, right));
        expect(Math.max(error.max(), -error.min())).toBeLessThan(1e-4);
        const gradient = MlMatrix.sub(normal.mmul(solution), right);
        expect(Math.max(gradient.max(), -gradient.min())).toBeLessThan(1e-4);
      }),
      { numRuns: 40 },
    );
  },
);

test('a row that no text uses stays where it begins', async () => {
  const given = await problem({ texts: 4, rows: 6, dim: 3, seed: 1, held: 5 });
  const { data } = await leastSquares(given, { steps: 4 });
  expect(data.subarray(15)).toEqual(given.start.data.subarray(15));
});

test('aborted, it ends with the signal’s reason', async () => {
  const controller = new AbortController();
  const run = leastSquares(await problem({ texts: 4, rows: 6, dim: 3, seed: 1 }), {
    steps: 50,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('enough')),
  });
  await expect(run).rejects.toThrow('enough');
});

test.each(['SIMD', 'plain'])('%s: some of the columns have the bits that they have among all', async (way) => {
  if (way === 'plain') vi.stubGlobal('WebAssembly', undefined);
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, a, b) => {
      const given = await problem(size);
      const all = await leastSquares(given, { steps: 3 });
      const [first, end] = [a % (size.dim + 1), b % (size.dim + 1)].sort((x, y) => x - y);
      const some = await leastSquares(given, { steps: 3, columns: [first, end] });
      const wanted = Array.from({ length: size.rows }, (_, i) => [...row(all, i).subarray(first, end)]);
      expect({ rows: some.rows, dim: some.dim }).toEqual({ rows: size.rows, dim: end - first });
      expect([...some.data]).toEqual(wanted.flat());
    }),
    { numRuns: 40 },
  );
});
