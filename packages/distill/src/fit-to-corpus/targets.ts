import { createMatrix, type Matrix, type OnProgress } from '@m2v/core';
import { createYielder, decodeFloat16, sharedFloats } from '@m2v/core/kit';
import { type PrincipalAxes, principalAxes, projectOnto } from '../pca.js';
import { symmetricEigen } from '../symmetric-eigen.js';
import type { TeacherVectors } from './teacher-vectors.js';

/** What a student is to say of texts: the teacher's two views of each, along the principal axes of both together. */
export interface Targets {
  /** Texts x dims. */
  matrix: Matrix;
  /** Both views' columns x dims: the axes that are kept. */
  axes: Matrix;
  /** What each column was multiplied by. */
  scales: Float64Array;
  /** Of each text: the squared length of its views off the axes that are kept. */
  outside: Float64Array;
}

// Axes, and maps onto them, are found on as many texts at most: more change nothing that can be measured.
const MOST_SAMPLED = 20_000;
const CHUNK_ROWS = 8192;

/** The texts on which axes and maps are found: all, or evenly spread ones. */
export function sampledRows(rows: number): Int32Array {
  const count = Math.min(rows, MOST_SAMPLED);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}

/**
 * Sentence vectors at unit length, centred; beside them the inner tokens' means, centred and divided by their mean length.
 * Turned onto their own principal axes, of which `dims` are kept; the spread s_j along axis j becomes s_1 (s_j / s_1)^spectrum.
 * @param used the first so many texts are those to learn from: means and axes are theirs
 */
export async function createTargets(
  vectors: TeacherVectors,
  {
    used,
    dims,
    spectrum,
    onProgress,
    signal,
  }: { used: number; dims: number; spectrum: number; onProgress?: OnProgress; signal?: AbortSignal },
): Promise<Targets> {
  const { rows } = vectors;
  const pause = createYielder(signal);
  const step = async (done: number) => {
    onProgress?.({ stage: 'targets', done, total: rows, unit: 'texts' });
    await pause();
  };
  const views = await createViews(vectors, used, pause);
  const principal = await axesOf(views, sampledRows(used), vectors.dim, { count: dims, pause });
  const { mean, variances } = principal;
  const scales = Float64Array.from({ length: dims }, (_, j) => {
    const share = Math.sqrt(variances[j] / (variances[0] || 1));
    return share > 1e-6 ? share ** (spectrum - 1) : 0;
  });
  // Shared, so that a second thread of the solver need not copy it: nothing that the solver has is larger.
  const targets: Matrix = { data: sharedFloats(rows * dims), rows, dim: dims };
  const outside = new Float64Array(rows);
  for (let first = 0; first < rows; first += CHUNK_ROWS) {
    const some = createMatrix(Math.min(CHUNK_ROWS, rows - first), vectors.dim);
    for (let i = 0; i < some.rows; i++) {
      views.write(first + i, some.data, i * vectors.dim);
      const from = i * vectors.dim;
      for (let j = 0; j < vectors.dim; j++) outside[first + i] += (some.data[from + j] - mean[j]) ** 2;
    }
    const scores = await projectOnto(principal, some, dims, pause);
    for (let i = 0; i < some.rows; i++) {
      for (let j = 0; j < dims; j++) {
        const score = scores.data[i * dims + j];
        outside[first + i] -= score ** 2;
        targets.data[(first + i) * dims + j] = score * scales[j];
      }
    }
    await step(first + some.rows);
  }
  const axes: Matrix = { data: Float32Array.from(principal.vectors), rows: vectors.dim, dim: dims };
  return { matrix: targets, axes, scales, outside };
}

/** The first axes of some of the texts. */
async function axesOf(
  views: Views,
  texts: Int32Array,
  dim: number,
  options: { count: number; pause: () => Promise<void> },
): Promise<PrincipalAxes> {
  const sample = createMatrix(texts.length, dim);
  for (const [i, text] of texts.entries()) {
    views.write(text, sample.data, i * dim);
    await options.pause();
  }
  return principalAxes(sample, options.pause, (covariance) => symmetricEigen(covariance, dim, options));
}

/** Both views of each text, centred and of like size. */
interface Views {
  write(text: number, out: Float32Array, at: number): void;
}

async function createViews({ data, dim }: TeacherVectors, used: number, pause: () => Promise<void>): Promise<Views> {
  const half = dim / 2;
  const decoded = (i: number): Float32Array => {
    const values = decodeFloat16(data.subarray(i * dim, (i + 1) * dim));
    let squares = 0;
    for (let j = 0; j < half; j++) squares += values[j] * values[j];
    const norm = Math.sqrt(squares) || 1;
    for (let j = 0; j < half; j++) values[j] /= norm;
    return values;
  };
  const mean = new Float64Array(dim);
  for (let i = 0; i < used; i++) {
    const values = decoded(i);
    for (let j = 0; j < dim; j++) mean[j] += values[j] / used;
    await pause();
  }
  let innerLength = 0;
  for (let i = 0; i < used; i++) {
    const values = decoded(i);
    let squares = 0;
    for (let j = half; j < dim; j++) squares += (values[j] - mean[j]) ** 2;
    innerLength += Math.sqrt(squares) / used;
    await pause();
  }
  return {
    write(text, out, at) {
      const values = decoded(text);
      for (let j = 0; j < dim; j++) out[at + j] = (values[j] - mean[j]) / (j < half ? 1 : innerLength || 1);
    },
  };
}
