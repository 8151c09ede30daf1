import type { Matrix, OnProgress, Progress } from '@m2v/core';
import { createYielder, type TokenBags } from '@m2v/core/kit';
import { createNormalProduct } from '../../kernels/normal-product/normal-product.js';
import { sharesOf } from '../bags.js';

export interface LeastSquaresProblem {
  /** How often each text holds each token; A takes of each text the mean of its tokens' rows. */
  bags: TokenBags;
  /** Texts x dim. */
  targets: Matrix;
  /** Rows x dim: where the solver begins, and what it is pulled to. */
  start: Matrix;
  /** How strongly each row is pulled. */
  pull: Float32Array;
}

export interface LeastSquaresOptions {
  /** Steps of the conjugate gradients. */
  steps: number;
  /** The columns to solve, from the first to below the end; the solution has these alone. Default: all. */
  columns?: readonly [number, number];
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

/** In memory of its own, which may be handed to another thread. */
export interface Solution extends Matrix {
  data: Float32Array<ArrayBuffer>;
}

/** What is told when so many of all steps are done. */
export function stepsDone(done: number, total: number): Progress {
  return { stage: 'fit', done, total, unit: 'steps' };
}

/**
 * The table W that makes |A W - targets|² + Σ pull[i] |W[i] - start[i]|² least, by conjugate gradients on all columns at once,
 * preconditioned by the diagonal (Hestenes and Stiefel 1952). Each column's steps are its own. A row that no text uses stays where it
 * begins.
 */
export async function leastSquares(
  { bags, targets, start, pull }: LeastSquaresProblem,
  { steps, columns = [0, start.dim], onProgress, signal }: LeastSquaresOptions,
): Promise<Solution> {
  const { rows } = start;
  const [first, end] = columns;
  const dim = end - first;
  const columnsOf = ({ data, dim }: Matrix, i: number) => data.subarray(i * dim + first, i * dim + end);
  const texts = targets.rows;
  const pause = createYielder(signal);
  onProgress?.(stepsDone(0, steps));
  const product = createNormalProduct(bags, rows, dim);
  const { pitch, input: direction, output: image, chunk } = product;
  /** Texts by as many as a call takes; the event loop gets its turns between. */
  const overTexts = async (add: (from: number, to: number) => void) => {
    image.fill(0);
    for (let from = 0; from < texts; from += chunk) {
      add(from, Math.min(texts, from + chunk));
      await pause();
    }
  };
  const inverse = diagonalOf(bags, pull).map((value) => 1 / value);

  for (let i = 0; i < rows; i++) direction.set(columnsOf(start, i), i * pitch);
  await overTexts((from, to) => product.addResidual(from, to, (text) => columnsOf(targets, text)));
  const state: State = { direction, image, residual: image.slice(), change: new Float32Array(rows * pitch) };
  redirect(state, inverse, new Float64Array(pitch));
  let energy = energyOf(state, inverse, pitch);
  for (let step = 1; step <= steps; step++) {
    await overTexts((from, to) => product.addProduct(from, to));
    const along = addPull(state, pull, pitch);
    advance(state, ratios(energy, along));
    const next = energyOf(state, inverse, pitch);
    redirect(state, inverse, ratios(next, energy));
    energy = next;
    onProgress?.(stepsDone(step, steps));
    await pause();
  }

  const data = new Float32Array(rows * dim);
  for (let i = 0; i < rows; i++) {
    const begun = columnsOf(start, i);
    for (let j = 0; j < dim; j++) data[i * dim + j] = begun[j] + state.change[i * pitch + j];
  }
  return { data, rows, dim };
}

/** Tables of rows x pitch. */
interface State {
  direction: Float32Array;
  /** Aᵀ A and the pull, applied to the direction. */
  image: Float32Array;
  residual: Float32Array;
  /** What the solution differs by from the start. */
  change: Float32Array;
}

/** Adds the pull's part to the image; direction · image of each column. */
function addPull({ direction, image }: State, pull: Float32Array, pitch: number): Float64Array {
  const along = new Float64Array(pitch);
  for (let i = 0, at = 0; i < pull.length; i++) {
    const pulled = pull[i];
    for (let j = 0; j < pitch; j++, at++) {
      const value = Math.fround(image[at] + pulled * direction[at]);
      image[at] = value;
      along[j] += direction[at] * value;
    }
  }
  return along;
}

/** A step of a length of its own for each column. */
function advance({ direction, image, residual, change }: State, lengths: Float64Array): void {
  for (let first = 0; first < change.length; first += lengths.length) {
    for (let j = 0, at = first; j < lengths.length; j++, at++) {
      change[at] += lengths[j] * direction[at];
      residual[at] -= lengths[j] * image[at];
    }
  }
}

/** Residual · preconditioned residual of each column. */
function energyOf({ residual }: State, inverse: Float32Array, pitch: number): Float64Array {
  const energy = new Float64Array(pitch);
  for (let i = 0, at = 0; i < inverse.length; i++) {
    const scale = inverse[i];
    for (let j = 0; j < pitch; j++, at++) energy[j] += scale * residual[at] * residual[at];
  }
  return energy;
}

/** The next direction: the preconditioned residual, and of the last direction each column's share. */
function redirect({ direction, residual }: State, inverse: Float32Array, kept: Float64Array): void {
  for (let i = 0, at = 0; i < inverse.length; i++) {
    const scale = inverse[i];
    for (let j = 0; j < kept.length; j++, at++) direction[at] = scale * residual[at] + kept[j] * direction[at];
  }
}

/** a / b, and 0 where there is nothing to go on. */
function ratios(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, j) => (b[j] > 0 ? value / b[j] : 0));
}

/** Of Aᵀ A + the pull. */
function diagonalOf(bags: TokenBags, pull: Float32Array): Float32Array {
  const diagonal = Float32Array.from(pull);
  sharesOf(bags).forEach((share, t) => {
    diagonal[bags.ids[t]] += share * share;
  });
  return diagonal;
}
