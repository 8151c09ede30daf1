import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { InputError } from './errors.js';
import { kMeans } from './k-means.js';
import { type Matrix, row } from './matrix.js';
import type { Progress } from './progress.js';
import { createRandom } from './random.js';

/** Points around `centres`, `each` of them a centre, in turn. */
function blobs(centres: number[][], each: number, spread: number): Matrix {
  const random = createRandom(5);
  const rows = centres.length * each;
  const dim = centres[0].length;
  const data = new Float32Array(rows * dim);
  for (let i = 0; i < data.length; i++) {
    const centre = centres[Math.floor(i / dim) % centres.length];
    data[i] = centre[i % dim] + (random.next() - 0.5) * spread;
  }
  return { data, rows, dim };
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
}

function nearest(point: Float32Array, centroids: Matrix): number {
  const distances = Array.from({ length: centroids.rows }, (_, c) => squaredDistance(point, row(centroids, c)));
  return distances.indexOf(Math.min(...distances));
}

describe('kMeans', () => {
  const corners = [
    [0, 0, 5],
    [10, 0, -5],
    [0, 10, 0],
    [10, 10, 8],
  ];

  it('finds clusters that are there', async () => {
    const matrix = blobs(corners, 50, 2);
    const { centroids, labels, inertia } = await kMeans(matrix, 4);
    expect([centroids.rows, centroids.dim, labels.length]).toEqual([4, 3, 200]);
    // Rows of one blob share a label, and the four blobs have four.
    for (let i = 4; i < 200; i++) expect(labels[i]).toBe(labels[i % 4]);
    expect(new Set(labels).size).toBe(4);
    corners.forEach((corner, blob) => {
      for (const [j, value] of corner.entries()) expect(row(centroids, labels[blob])[j]).toBeCloseTo(value, 0);
    });
    const sum = Array.from(labels).reduce((s, c, i) => s + squaredDistance(row(matrix, i), row(centroids, c)), 0);
    expect(inertia / sum).toBeCloseTo(1, 6);
  });

  it('gives each row its nearest centroid, and each centroid the mean of its rows', async () => {
    const matrix = blobs(corners, 60, 14);
    const { centroids, labels } = await kMeans(matrix, 9, { tolerance: 0 });
    for (let i = 0; i < matrix.rows; i++) expect(labels[i]).toBe(nearest(row(matrix, i), centroids));
    for (let c = 0; c < 9; c++) {
      const members = Array.from(labels.keys()).filter((i) => labels[i] === c);
      for (let j = 0; j < 3; j++) {
        const mean = members.reduce((sum, i) => sum + row(matrix, i)[j], 0) / members.length;
        expect(row(centroids, c)[j]).toBeCloseTo(mean, 5);
      }
    }
  });

  it('has a squared error at most 1.02 times the reference', async () => {
    // 300 rows of 8 whole numbers; sklearn 1.9.1's KMeans(16, init='random', n_init=10, random_state=42) has this inertia.
    const reference = 995_331;
    const random = createRandom(11);
    const data = Float32Array.from({ length: 300 * 8 }, () => random.integer(100));
    const { inertia } = await kMeans({ data, rows: 300, dim: 8 }, 16);
    expect(inertia).toBeLessThan(1.02 * reference);
  });

  it('gives equal clusters for equal seeds, others for others, and the same bits without WebAssembly', async () => {
    const matrix = blobs(corners, 60, 14);
    const first = await kMeans(matrix, 12, { seed: 7, restarts: 2 });
    expect(await kMeans(matrix, 12, { seed: 7, restarts: 2 })).toEqual(first);
    expect((await kMeans(matrix, 12, { seed: 8, restarts: 2 })).labels).not.toEqual(first.labels);
    vi.stubGlobal('WebAssembly', undefined);
    expect(await kMeans(matrix, 12, { seed: 7, restarts: 2 })).toEqual(first);
    vi.unstubAllGlobals();
  });

  it('keeps the best of its starts', async () => {
    const matrix = blobs(corners, 30, 20);
    const single = await kMeans(matrix, 10, { restarts: 1 });
    const several = await kMeans(matrix, 10, { restarts: 8 });
    expect(several.inertia).toBeLessThan(single.inertia);
  });

  it('lets the error fall from round to round, and says so', async () => {
    const reports: Progress[] = [];
    const matrix = blobs(corners, 60, 14);
    const options = { restarts: 1, onProgress: (progress: Progress) => reports.push(progress) };
    const { inertia, iterations } = await kMeans(matrix, 20, options);
    const seeds = reports.filter(({ stage }) => stage === 'seeds');
    expect(seeds.at(-1)).toEqual({ stage: 'seeds', done: 20, total: 20, unit: 'clusters' });
    const rounds = reports.filter(({ stage }) => stage === 'clusters');
    expect(rounds.map(({ done }) => done)).toEqual(Array.from({ length: iterations }, (_, i) => i + 1));
    const inertias = rounds.map(({ metrics }) => metrics?.inertia ?? Number.NaN);
    expect(inertias).toEqual(inertias.toSorted((a, b) => b - a));
    expect(inertias.at(-1)).toBe(inertia);
    expect(rounds[0].unit).toBe('iterations');
  });

  it('stops where it is told to', async () => {
    const matrix = blobs(corners, 60, 14);
    expect((await kMeans(matrix, 12, { maxIterations: 2, tolerance: 0 })).iterations).toBe(2);
    expect((await kMeans(matrix, 12, { tolerance: 1e9 })).iterations).toBe(1);
  });

  it('makes one cluster the mean, and as many clusters as rows the rows', async () => {
    const matrix: Matrix = { data: Float32Array.of(0, 0, 2, 4, 7, 2), rows: 3, dim: 2 };
    const one = await kMeans(matrix, 1);
    expect([...one.centroids.data]).toEqual([3, 2]);
    expect(one.inertia).toBeCloseTo(9 + 4 + 1 + 4 + 16, 10);
    const all = await kMeans(matrix, 3);
    expect(all.inertia).toBe(0);
    expect([0, 1, 2].map((i) => [...row(all.centroids, all.labels[i])])).toEqual([
      [0, 0],
      [2, 4],
      [7, 2],
    ]);
  });

  it('manages with fewer different rows than clusters', async () => {
    const matrix: Matrix = { data: Float32Array.of(1, 1, 1, 5, 5, 1), rows: 6, dim: 1 };
    const { centroids, labels, inertia } = await kMeans(matrix, 4);
    expect(inertia).toBe(0);
    expect([...labels].map((c) => centroids.data[c])).toEqual([1, 1, 1, 5, 5, 1]);
    expect([...centroids.data].every(Number.isFinite)).toBe(true);
  });

  it('gives every row a finite, nearest centroid, whatever the rows', async () => {
    const value = fc.float({ noNaN: true, min: -1000, max: 1000 });
    const matrices = fc
      .integer({ min: 1, max: 4 })
      .chain((dim) => fc.tuple(fc.constant(dim), fc.array(fc.array(value, { minLength: dim, maxLength: dim }))));
    await fc.assert(
      fc.asyncProperty(matrices, fc.nat(), async ([dim, values], choice) => {
        fc.pre(values.length > 0);
        const matrix: Matrix = { data: Float32Array.from(values.flat()), rows: values.length, dim };
        const { centroids, labels } = await kMeans(matrix, 1 + (choice % values.length), { restarts: 1 });
        for (const [i, c] of labels.entries()) {
          const point = row(matrix, i);
          const least = squaredDistance(point, row(centroids, nearest(point, centroids)));
          expect(squaredDistance(point, row(centroids, c))).toBeLessThanOrEqual(least + 0.01);
        }
      }),
    );
  });

  const few: Matrix = { data: Float32Array.of(1, 2, 3), rows: 3, dim: 1 };

  it.each([0, 4, 1.5, Number.NaN])('refuses k = %d for three rows', async (k) => {
    await expect(kMeans(few, k)).rejects.toThrow(/^k: no such count, got .*; allowed: whole numbers from 1 to 3$/);
  });

  it.each([{ maxIterations: 0 }, { tolerance: -1 }, { tolerance: Number.NaN }, { restarts: 0 }, { seed: 0.5 }])(
    'refuses %o',
    async (options) => {
      await expect(kMeans(few, 2, options)).rejects.toThrow(InputError);
    },
  );

  it('refuses rows that are not finite', async () => {
    await expect(kMeans({ ...few, data: Float32Array.of(1, Number.NaN, 3) }, 2)).rejects.toThrow(
      'row 1: holds a value',
    );
  });

  it("throws the caller's own reason when aborted", async () => {
    const reason = new Error('enough');
    await expect(kMeans(few, 2, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const stopped = kMeans(blobs(corners, 60, 14), 12, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
  });
});
