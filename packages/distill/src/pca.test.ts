import { InputError, type Matrix, type Progress, row, type Warning } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { describe, expect, it, vi } from 'vitest';
import { type PcaDims, pca } from './pca.js';

/** Six rows of four, with the reference's scores (`apply_pca` of model2vec 0.10.0 with 4) and eigenvalues. */
const small = matrixOf([
  [2, 0, 1, -1],
  [1, 3, -2, 0.5],
  [-1, 1, 0, 2],
  [0.5, -2, 1.5, 1],
  [4, 1, -1, 0],
  [-3, 2, 2, -2.5],
]);
const expectedScores = [
  [-0.6991959, 1.1672038, -1.5491438, 0.1131494],
  [-1.2809261, -2.8496273, 0.612211, -0.2112021],
  [0.730242, -0.2654561, 2.437066, 0.2328325],
  [0.1244936, 3.1257558, 0.8760089, -0.2097176],
  [-3.4638171, -0.2950654, -1.0824431, 0.0843464],
  [4.5892034, -0.8828112, -1.293699, -0.0094082],
];
const eigenvalues = [7.147443, 4.037995, 2.4653344, 0.03256097];
const share = (count: number) => eigenvalues.slice(0, count).reduce((a, b) => a + b) / 13.68333337;

function matrixOf(values: number[][]): Matrix {
  return { data: Float32Array.from(values.flat()), rows: values.length, dim: values[0].length };
}

function randomMatrix(rows: number, dim: number): Matrix {
  const random = createRandom(rows);
  // Columns of very different spread around a mean far from 0.
  const data = Float32Array.from({ length: rows * dim }, (_, i) => 20 + (random.next() - 0.5) * ((i % dim) + 1));
  return { data, rows, dim };
}

async function withWarnings(matrix: Matrix, dims: PcaDims) {
  const warnings: Warning[] = [];
  return { ...(await pca(matrix, dims, { onWarning: (warning) => warnings.push(warning) })), warnings };
}

describe('pca', () => {
  it.each([1, 2, 3, 4])('gives the scores of the reference for %d dimensions', async (count) => {
    const { matrix, dims, explainedVariance } = await pca(small, count);
    expect([matrix.rows, matrix.dim, dims]).toEqual([6, count, count]);
    expectedScores.forEach((scores, i) => {
      for (let c = 0; c < count; c++) expect(row(matrix, i)[c]).toBeCloseTo(scores[c], 5);
    });
    expect(explainedVariance).toBeCloseTo(share(count), 6);
  });

  it.each([
    [0.5, 1],
    [0.8, 2],
    [0.95, 3],
    [0.9999, 4],
    [1e-9, 1],
  ])('keeps for the share %d the %d components of the reference', async (fraction, count) => {
    const { matrix, dims, explainedVariance } = await pca(small, fraction);
    expect([matrix.dim, dims]).toEqual([count, count]);
    expect(explainedVariance).toBeCloseTo(share(count), 6);
  });

  it("keeps the width for 'auto', and every distance between rows", async () => {
    const matrix = randomMatrix(200, 11);
    const { matrix: scores, explainedVariance } = await pca(matrix, 'auto');
    expect(scores.dim).toBe(11);
    expect(explainedVariance).toBe(1);
    for (let i = 1; i < matrix.rows; i++) {
      expect(distance(scores, 0, i)).toBeCloseTo(distance(matrix, 0, i), 4);
    }
  });

  it('gives centred, uncorrelated columns of falling variance, each with a positive peak', async () => {
    // More rows than one chunk, and not a whole number of chunks.
    const { matrix } = await pca(randomMatrix(150, 10), 6);
    const columns = Array.from({ length: 6 }, (_, c) =>
      Array.from({ length: matrix.rows }, (_, i) => row(matrix, i)[c]),
    );
    const variances = columns.map((column) => product(column, column));
    for (const [c, column] of columns.entries()) {
      expect(column.reduce((a, b) => a + b) / matrix.rows).toBeCloseTo(0, 5);
      const peak = column.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expect(peak).toBeGreaterThan(0);
      for (let d = 0; d < c; d++) {
        expect(Math.abs(product(column, columns[d])) / Math.sqrt(variances[c] * variances[d])).toBeLessThan(1e-5);
        expect(variances[c]).toBeLessThan(variances[d]);
      }
    }
  });

  it('lets the first of equal peaks decide the sign', async () => {
    const { matrix } = await pca(matrixOf([[-3], [3], [0]]), 1);
    expect([...matrix.data]).toEqual([3, -3, -0]);
  });

  it('leaves a column without variance at zero', async () => {
    const { matrix, explainedVariance } = await pca(
      matrixOf([
        [1, 5],
        [2, 5],
        [4, 5],
        [3, 5],
      ]),
      2,
    );
    for (let i = 0; i < 4; i++) expect(row(matrix, i)[1]).toBeCloseTo(0, 12);
    expect(explainedVariance).toBe(1);
  });

  it('keeps one zero column of equal rows, whatever the share', async () => {
    const { matrix, explainedVariance } = await pca(
      matrixOf([
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
      0.9,
    );
    expect([...matrix.data].every((value) => value === 0)).toBe(true);
    expect([matrix.dim, explainedVariance]).toEqual([1, 1]);
  });

  it('takes a count above the width as the width, with a warning', async () => {
    const { matrix, warnings } = await withWarnings(small, 5);
    expect(matrix.dim).toBe(4);
    expect(row(matrix, 0)[0]).toBeCloseTo(expectedScores[0][0], 5);
    expect(warnings).toEqual([
      {
        code: 'pca-too-wide',
        message: 'pcaDims: 5 is more than the 4 dimensions there are; all 4 are kept, rotated by PCA',
      },
    ]);
  });

  it.each([3, 4, 'auto'] as const)('does nothing for %s with no more rows than that, with a warning', async (dims) => {
    const few = { ...small, rows: 3, data: small.data.subarray(0, 12) };
    const { matrix, dims: width, explainedVariance, warnings } = await withWarnings(few, dims);
    expect(matrix).toBe(few);
    expect([width, explainedVariance]).toEqual([4, 1]);
    expect(warnings.map(({ code }) => code)).toEqual(['pca-too-few-rows']);
  });

  it('warns twice where a count is above width and rows', async () => {
    const { warnings } = await withWarnings({ ...small, rows: 4, data: small.data.subarray(0, 16) }, 9);
    expect(warnings.map(({ code }) => code)).toEqual(['pca-too-wide', 'pca-too-few-rows']);
  });

  it('has no share of the variance of one row', async () => {
    const one = matrixOf([[1, 2, 3]]);
    const { matrix, warnings } = await withWarnings(one, 0.5);
    expect(matrix).toBe(one);
    expect(warnings).toHaveLength(1);
  });

  it('tells the console where nobody listens', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await pca(small, 5);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d dimensions', async (dims) => {
    await expect(pca(small, dims)).rejects.toThrow(InputError);
  });

  it('refuses values that are not finite', async () => {
    const bad = { ...small, data: small.data.slice() };
    bad.data[6] = Number.NaN;
    await expect(pca(bad, 2)).rejects.toThrow('column 2: holds a value that is not finite');
  });

  it('leaves its input alone', async () => {
    const before = small.data.slice();
    await pca(small, 2);
    expect(small.data).toEqual(before);
  });

  it('reports its way through the rows', async () => {
    const reports: Progress[] = [];
    await pca(randomMatrix(100, 3), 2, { onProgress: (progress) => reports.push(progress) });
    expect(reports.map(({ done }) => done)).toEqual([64, 100, 164, 200]);
    expect(reports[0]).toEqual({ stage: 'pca', done: 64, total: 200, unit: 'rows' });
  });

  it("throws the caller's own reason when aborted", async () => {
    const reason = new Error('enough');
    await expect(pca(small, 2, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('gives the same bits without WebAssembly', async () => {
    const matrix = randomMatrix(100, 9);
    const fast = await pca(matrix, 5);
    vi.stubGlobal('WebAssembly', undefined);
    const plain = await pca(matrix, 5);
    vi.unstubAllGlobals();
    expect(plain).toEqual(fast);
  });
});

function distance(matrix: Matrix, a: number, b: number): number {
  const [x, y] = [row(matrix, a), row(matrix, b)];
  return Math.hypot(...Array.from(x, (value, j) => value - y[j]));
}

function product(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
