import { createMatrix, type Matrix, row, SourceError } from '@m2v/core';
import { callWorker } from '@m2v/core/kit';
import { spawnFitWorker } from '#platform';
import { together } from '../together.js';
import type { FitWorkerApi } from './fit-worker-api.js';
import { type LeastSquaresOptions, type LeastSquaresProblem, leastSquares } from './least-squares.js';

// Entries of the texts times columns from which on a second thread saves more than its start takes.
const PRODUCTS_WORTH_A_THREAD = 100_000_000;

/**
 * The table that `leastSquares` gives, to the bit. A column's sums know nothing of the others, so that half of them are a second
 * thread's where there is one.
 * @param threads 2 where it pays, unless one is asked for
 */
export async function solveOnThreads(
  problem: LeastSquaresProblem,
  { threads, ...options }: Omit<LeastSquaresOptions, 'columns'> & { threads?: 1 | 2 },
): Promise<Matrix> {
  const { bags, start } = problem;
  const { steps, signal } = options;
  const wanted = threads ?? (bags.ids.length * start.dim < PRODUCTS_WORTH_A_THREAD ? 1 : 2);
  const link = wanted === 1 || start.dim < 2 ? undefined : spawnFitWorker();
  if (link === undefined) return leastSquares(problem, options);

  const worker = callWorker<FitWorkerApi>(link);
  const middle = Math.ceil(start.dim / 2);
  const columns = [middle, start.dim] as const;
  const solveRight = async (signal: AbortSignal): Promise<Matrix | undefined> => {
    try {
      return await worker.call('solve', { problem, columns, steps }, { signal });
    } catch (error) {
      // A bundle without the thread's file, or a machine without room for a thread: the result is the same with one.
      if (SourceError.is(error) && error.code === 'worker-failed') return undefined;
      throw error;
    }
  };
  try {
    const [left, right] = await together(
      signal,
      (signal) => leastSquares(problem, { ...options, columns: [0, middle], signal }),
      solveRight,
    );
    return sideBySide(left, right ?? (await leastSquares(problem, { ...options, columns })));
  } finally {
    await worker.terminate();
  }
}

function sideBySide(left: Matrix, right: Matrix): Matrix {
  const both = createMatrix(left.rows, left.dim + right.dim);
  for (let i = 0; i < both.rows; i++) {
    both.data.set(row(left, i), i * both.dim);
    both.data.set(row(right, i), i * both.dim + left.dim);
  }
  return both;
}
