import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type DeduplicateResult, deduplicate } from './deduplicate.js';
import { InputError } from './errors.js';
import { type Matrix, row } from './matrix.js';
import { createRandom } from './random.js';
import { cosineSimilarity } from './similarity.js';

function matrixOf(values: number[][]): Matrix {
  return { data: Float32Array.from(values.flat()), rows: values.length, dim: values[0]?.length ?? 2 };
}

/** Rows of three around a few directions, so that many are near-duplicates. */
function crowd(rows: number, seed: number): Matrix {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * 3 }, () => random.integer(7) - 3);
  return { data, rows, dim: 3 };
}

/** Row by row, as the documentation says it. */
function expected(matrix: Matrix, threshold: number): DeduplicateResult {
  const result: DeduplicateResult = { kept: [], duplicates: [] };
  for (let index = 0; index < matrix.rows; index++) {
    let best = { of: -1, score: Number.NEGATIVE_INFINITY };
    for (const of of result.kept) {
      const score = cosineSimilarity(row(matrix, index), row(matrix, of));
      if (score > best.score) best = { of, score };
    }
    if (best.score >= threshold) result.duplicates.push({ index, ...best });
    else result.kept.push(index);
  }
  return result;
}

describe('deduplicate', () => {
  it('keeps the first of each kind and says what the others repeat', async () => {
    const matrix = matrixOf([
      [1, 0],
      [0, 1],
      [5, 0],
      [0.1, 1],
      [1, 1],
    ]);
    const { kept, duplicates } = await deduplicate(matrix);
    expect(kept).toEqual([0, 1, 4]);
    expect(duplicates.map(({ index, of }) => [index, of])).toEqual([
      [2, 0],
      [3, 1],
    ]);
    expect(duplicates[0].score).toBe(1);
    expect(duplicates[1].score).toBeCloseTo(1 / Math.sqrt(1.01), 7);
  });

  it('names the nearest of several kept rows, of equals the first', async () => {
    const nearer = matrixOf([
      [1, 0],
      [1, 1],
      [1, 0.9],
    ]);
    expect((await deduplicate(nearer, { threshold: 0.72 })).duplicates).toMatchObject([{ index: 2, of: 1 }]);
    const between = matrixOf([
      [1, 2],
      [2, 1],
      [1, 1],
    ]);
    expect((await deduplicate(between)).duplicates).toMatchObject([{ index: 2, of: 0 }]);
  });

  it('does not chain: a duplicate makes no duplicates', async () => {
    const angles = [0, 25, 50].map((degrees) => (degrees * Math.PI) / 180);
    const fan = matrixOf(angles.map((angle) => [Math.cos(angle), Math.sin(angle)]));
    expect((await deduplicate(fan)).kept).toEqual([0, 2]);
  });

  it('finds equal rows at the threshold 1, whatever their values', async () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(fc.array(float, { minLength: 1, maxLength: 20 }), async (values) => {
        fc.pre(values.some((value) => value !== 0));
        const { duplicates } = await deduplicate(matrixOf([values, values]), { threshold: 1 });
        expect(duplicates).toEqual([{ index: 1, of: 0, score: 1 }]);
      }),
    );
  });

  it('keeps zero rows, which are like no other', async () => {
    const { kept } = await deduplicate(
      matrixOf([
        [0, 0],
        [0, 0],
        [1, 1],
      ]),
    );
    expect(kept).toEqual([0, 1, 2]);
  });

  it('has nothing to say of no rows', async () => {
    expect(await deduplicate(matrixOf([]))).toEqual({ kept: [], duplicates: [] });
  });

  it('agrees with comparing row by row, over several blocks', async () => {
    const cases = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.nat(), fc.constantFrom(0.5, 0.9, 0.99, 1));
    await fc.assert(
      fc.asyncProperty(cases, async ([rows, seed, threshold]) => {
        const matrix = crowd(rows, seed);
        expect(await deduplicate(matrix, { threshold })).toEqual(expected(matrix, threshold));
      }),
      { numRuns: 40 },
    );
  });

  it('agrees where more rows are kept than fit one tile, and without WebAssembly', async () => {
    const random = createRandom(2);
    const data = Float32Array.from({ length: 700 * 9 }, () => random.next() - 0.5);
    const matrix = { data, rows: 700, dim: 9 };
    const result = await deduplicate(matrix, { threshold: 0.88 });
    expect(result).toEqual(expected(matrix, 0.88));
    expect(result.kept.length).toBeGreaterThan(512);
    expect(result.duplicates.length).toBeGreaterThan(20);
    vi.stubGlobal('WebAssembly', undefined);
    expect(await deduplicate(matrix, { threshold: 0.88 })).toEqual(result);
    vi.unstubAllGlobals();
  });

  it.each([0, -0.5, 1.01, Number.NaN])('refuses the threshold %d', async (threshold) => {
    await expect(deduplicate(crowd(3, 1), { threshold })).rejects.toThrow(InputError);
  });

  it('tells how far it is, and ends when it is given up', async () => {
    const done: number[] = [];
    await deduplicate(crowd(300, 1), { onProgress: (progress) => done.push(progress.done) });
    expect(done).toEqual([128, 256, 300]);
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    await expect(deduplicate(crowd(300, 1), { signal: controller.signal, onProgress })).rejects.toThrow('enough');
  });

  it('refuses rows that are not finite', async () => {
    await expect(
      deduplicate(
        matrixOf([
          [1, 2],
          [Number.NaN, 1],
        ]),
      ),
    ).rejects.toThrow('row 1: holds a value that is not finite');
  });
});
