import { createMatrix, type Matrix, type OnProgress, row } from '@m2v/core';
import { createYielder, type TokenBags } from '@m2v/core/kit';
import { createNormalProduct } from '../kernels/normal-product/normal-product.js';
import { pickRows } from './pick-rows.js';

export interface LeastSquaresProblem {
  /** A: a row a text, its entries in `counts`. */
  bags: TokenBags;
  /** Texts x dim. */
  targets: Matrix;
  /** Rows x dim: where the solver begins, and what it is pulled to. */
  start: Matrix;
  /** How strongly each row is pulled. */
  pull: Float32Array;
}

/**
 * The table W that makes |A W - targets|² + Σ pull[i] |W[i] - start[i]|² least, by conjugate gradients on all columns at once,
 * preconditioned by the diagonal (Hestenes and Stiefel 1952). A row that no text uses stays where it begins.
 */
export async function leastSquares(
  problem: LeastSquaresProblem,
  options: { steps: number; onProgress?: OnProgress; signal?: AbortSignal },
): Promise<Matrix> {
  const { bags, start, pull } = problem;
  // Few texts use a part of the rows, and only these cost time.
  const used = [...new Set(bags.ids)].sort((a, b) => a - b);
  const places = new Int32Array(start.rows);
  used.forEach((id, i) => {
    places[id] = i;
  });
  const solved = await solveUsed(
    {
      ...problem,
      bags: { ...bags, ids: bags.ids.map((id) => places[id]) },
      start: pickRows(start, used),
      pull: Float32Array.from(used, (id) => pull[id]),
    },
    options,
  );
  const solution = { ...start, data: start.data.slice() };
  used.forEach((id, i) => {
    row(solution, id).set(row(solved, i));
  });
  return solution;
}

/** The same, where a text uses each row. */
async function solveUsed(
  { bags, targets, start, pull }: LeastSquaresProblem,
  { steps, onProgress, signal }: { steps: number; onProgress?: OnProgress; signal?: AbortSignal },
): Promise<Matrix> {
  const { rows, dim } = start;
  const texts = targets.rows;
  const pause = createYielder(signal);
  const report = (done: number) => onProgress?.({ stage: 'fit', done, total: steps, unit: 'steps' });
  report(0);
  const product = createNormalProduct(bags, rows, dim);
  const { pitch, input: direction, output: image, chunk } = product;
  /** Texts by as many as a call takes; the event loop gets its turns between. */
  const overTexts = async (add: (first: number, last: number) => void) => {
    image.fill(0);
    for (let first = 0; first < texts; first += chunk) {
      add(first, Math.min(texts, first + chunk));
      await pause();
    }
  };
  const inverse = diagonalOf(bags, pull).map((value) => 1 / value);

  for (let i = 0; i < rows; i++) direction.set(start.data.subarray(i * dim, (i + 1) * dim), i * pitch);
  await overTexts((first, last) => product.addResidual(first, last, targets.data.subarray(first * dim, last * dim)));
  const residual = image.slice();
  const change = new Float32Array(rows * pitch);
  // Column by column: residual · preconditioned residual, direction · image, and the steps that follow from them.
  let energy = new Float64Array(pitch);
  const along = new Float64Array(pitch);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < pitch; j++, at++) {
      direction[at] = inverse[i] * residual[at];
      energy[j] += residual[at] * direction[at];
    }
  }

  for (let step = 1; step <= steps; step++) {
    await overTexts((first, last) => product.addProduct(first, last));
    along.fill(0);
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < pitch; j++, at++) {
        image[at] += pull[i] * direction[at];
        along[j] += direction[at] * image[at];
      }
    }
    const length = energy.map((value, j) => (along[j] > 0 ? value / along[j] : 0));
    const next = new Float64Array(pitch);
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < pitch; j++, at++) {
        change[at] += length[j] * direction[at];
        residual[at] -= length[j] * image[at];
        next[j] += inverse[i] * residual[at] * residual[at];
      }
    }
    const keep = next.map((value, j) => (energy[j] > 0 ? value / energy[j] : 0));
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < pitch; j++, at++) direction[at] = inverse[i] * residual[at] + keep[j] * direction[at];
    }
    energy = next;
    report(step);
    await pause();
  }

  const solution = createMatrix(rows, dim);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < dim; j++) solution.data[i * dim + j] = start.data[i * dim + j] + change[i * pitch + j];
  }
  return solution;
}

/** Of Aᵀ A + the pull. */
function diagonalOf({ ids, counts }: TokenBags, pull: Float32Array): Float32Array {
  const diagonal = Float32Array.from(pull);
  for (let t = 0; t < ids.length; t++) diagonal[ids[t]] += counts[t] * counts[t];
  return diagonal;
}
