import { createMatrix, InputError, type Matrix, type OnProgress, type OnWarning, row, warnOnConsole } from '@m2v/core';
import { createCrossProduct, createYielder, packPanels, padded } from '@m2v/core/kit';
import { Matrix as MlMatrix } from 'ml-matrix';
import { PCA } from 'ml-pca';
import { CHUNK_ROWS, meanRow, selfProduct } from './table-arithmetic.js';

/**
 * How many principal components to keep: a whole number counts them; a number between 0 and 1 is the share of the
 * variance that they must explain together; `'auto'` keeps as many as the vectors are wide.
 */
export type PcaDims = number | 'auto';

export interface PcaOptions {
  /** Told of a count that cannot be had: `pca-too-wide` and `pca-too-few-rows`. Default: `console.warn`. */
  onWarning?: OnWarning;
  /** Stage `pca`, in rows; every row is read twice, so the total is 2 x rows. */
  onProgress?: OnProgress;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

export interface PcaResult {
  /** rows x dims: the scores on the components, or the input itself where there was no PCA. */
  matrix: Matrix;
  /** The share of the variance that the components explain, from 0 to 1; 1 where there was no PCA. */
  explainedVariance: number;
  /** The width of the result. */
  dims: number;
}

/**
 * Principal component analysis by the reference's rules: centred (the mean is not added back), largest variance first,
 * each component signed so that its score of largest absolute value (the first such) is positive.
 *
 * A count above the width is taken as the width, with a warning. A count not below the number of rows leaves the vectors
 * as they are, with a warning. Sums are float64. The event loop gets its turns, but not during the eigenvalues' seconds
 * (0.4 s at width 384, 3.4 s at 768).
 *
 * @throws InputError for other `dims` and for values that are not finite.
 */
export async function pca(
  matrix: Matrix,
  dims: PcaDims,
  { onWarning = warnOnConsole, onProgress, signal }: PcaOptions = {},
): Promise<PcaResult> {
  const { rows, dim } = matrix;
  const asked = requestedDims(dims, dim, onWarning);
  // A share needs at least two rows, or there is no variance to share.
  if (rows <= Math.max(asked, 1)) {
    onWarning({
      code: 'pca-too-few-rows',
      message: `pcaDims: ${rows} rows are too few for a PCA to ${asked}; the vectors stay as they are, ${dim} wide`,
    });
    return { matrix, explainedVariance: 1, dims: dim };
  }

  const pause = createYielder(signal);
  const step = async (done: number) => {
    onProgress?.({ stage: 'pca', done, total: 2 * rows, unit: 'rows' });
    await pause();
  };
  const axes = await principalAxes(matrix, step);
  const total = axes.variances.reduce((sum, value) => sum + value, 0);
  const count = asked < 1 ? componentsFor(asked, axes.variances, total) : asked;
  const kept = axes.variances.slice(0, count).reduce((sum, value) => sum + value, 0);
  const scores = await projectOnto(axes, matrix, count, (done) => step(rows + done));
  signColumns(scores);
  return { matrix: scores, explainedVariance: total === 0 ? 1 : kept / total, dims: count };
}

/** The directions of largest variance, the largest first. */
export interface PrincipalAxes {
  /** Of each column. */
  mean: Float64Array;
  /** dim rows, row-major: an axis is a column. */
  vectors: Float64Array;
  /** Along each axis, over rows - 1. */
  variances: number[];
}

/** Of a symmetric matrix: its eigenvalues, the largest first, and eigenvectors of the first ones, as columns of a row-major matrix. */
export interface Eigen {
  values: number[];
  vectors: Float64Array;
}

/**
 * @param step told how many rows are read
 * @param eigen of a symmetric matrix, dim x dim
 */
export async function principalAxes(
  matrix: Matrix,
  step: (done: number) => Promise<void>,
  eigen: (covariance: Float64Array, dim: number) => Eigen | Promise<Eigen> = eigenOfCovariance,
): Promise<PrincipalAxes> {
  const mean = columnMeans(matrix);
  const squares = await selfProduct(matrix, step, mean);
  const covariance = squares.map((value) => value / (matrix.rows - 1));
  const { values, vectors } = await eigen(covariance, matrix.dim);
  // Rounding leaves the smallest eigenvalues of a singular covariance a little below 0.
  return { mean, vectors, variances: values.map((value) => Math.max(value, 0)) };
}

function eigenOfCovariance(covariance: Float64Array, dim: number): Eigen {
  const analysis = new PCA(MlMatrix.from1DArray(dim, dim, covariance), { isCovarianceMatrix: true });
  const vectors = Float64Array.from(analysis.getEigenvectors().to1DArray());
  return { values: analysis.getEigenvalues(), vectors };
}

/** A count that the width allows, or a share of the variance. */
function requestedDims(dims: PcaDims, dim: number, onWarning: OnWarning): number {
  if (dims === 'auto') return dim;
  if (!(typeof dims === 'number' && dims > 0 && (dims < 1 || Number.isInteger(dims)))) {
    throw new InputError({
      where: 'pcaDims',
      what: 'neither a count nor a share of the variance',
      value: dims,
      allowed: "whole numbers from 1, numbers between 0 and 1, 'auto'",
    });
  }
  if (dims <= dim) return dims;
  onWarning({
    code: 'pca-too-wide',
    message: `pcaDims: ${dims} is more than the ${dim} dimensions there are; all ${dim} are kept, rotated by PCA`,
  });
  return dim;
}

/** As numpy's `searchsorted(cumulative, share) + 1`: the first components that together reach the share. */
function componentsFor(share: number, variances: number[], total: number): number {
  let sum = 0;
  // All variances 0 (equal rows) make NaN, which is not below the share: one component, as in numpy.
  const reached = variances.findIndex((value) => {
    sum += value;
    return !(sum / total < share);
  });
  return reached === -1 ? variances.length : reached + 1;
}

function columnMeans(matrix: Matrix): Float64Array {
  const mean = meanRow(matrix);
  // A sum of finite float32 is finite in float64, and one that is not stays so to the end of its column.
  const column = mean.findIndex((value) => !Number.isFinite(value));
  if (column !== -1) {
    throw new InputError({ where: `column ${column}`, what: 'holds a value that is not finite; PCA needs numbers' });
  }
  return mean;
}

/**
 * (X - mean) V for the first `count` axes, rows x count.
 * @param step told how many rows are done
 */
export async function projectOnto(
  { mean, vectors }: Pick<PrincipalAxes, 'mean' | 'vectors'>,
  { data, rows, dim }: Matrix,
  count: number,
  step: (done: number) => Promise<void>,
): Promise<Matrix> {
  const scores = createMatrix(rows, count);
  const product = createCrossProduct({ depth: dim, m: CHUNK_ROWS, n: count });
  const stride = vectors.length / dim;
  packPanels(product.b, dim, { data: vectors, start: 0, columns: count, depthStride: stride, columnStride: 1 });
  const width = padded(count);
  // (X - mean) V = X V - mean V: the second term is the same for every row, and out starts from it.
  const offsets = new Float64Array(width);
  for (let k = 0; k < dim; k++) for (let c = 0; c < count; c++) offsets[c] -= mean[k] * vectors[k * stride + c];

  for (let first = 0; first < rows; first += CHUNK_ROWS) {
    const m = Math.min(CHUNK_ROWS, rows - first);
    packPanels(product.a, dim, { data, start: first * dim, columns: m, depthStride: 1, columnStride: dim });
    for (let i = 0; i < padded(m); i++) product.out.set(offsets, i * width);
    product.add(dim, m, count);
    for (let i = 0; i < m; i++) {
      const target = row(scores, first + i);
      for (let c = 0; c < count; c++) target[c] = product.out[i * width + c];
    }
    await step(first + m);
  }
  return scores;
}

/** Turns columns so that their value of largest absolute value, of equal ones the first, is positive. */
function signColumns(matrix: Matrix): void {
  const peaks = new Float32Array(matrix.dim);
  for (let i = 0; i < matrix.rows; i++) {
    const values = row(matrix, i);
    for (let c = 0; c < peaks.length; c++) if (Math.abs(values[c]) > Math.abs(peaks[c])) peaks[c] = values[c];
  }
  for (let i = 0; i < matrix.rows; i++) {
    const target = row(matrix, i);
    for (let c = 0; c < peaks.length; c++) if (peaks[c] < 0) target[c] = -target[c];
  }
}
