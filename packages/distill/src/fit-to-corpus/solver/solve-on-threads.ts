import { createMatrix, type Matrix, type OnProgress, row } from '@m2v/core';
import { callWorker } from '@m2v/core/kit';
import { spawnFitWorker } from '#platform';
import { together } from '../together.js';
import type { FitWorkerApi } from './fit-worker-api.js';
import { type LeastSquaresOptions, type LeastSquaresProblem, leastSquares, stepsDone } from './least-squares.js';

export interface SolveOptions extends Omit<LeastSquaresOptions, 'columns'> {
  /** Default: 2 where it pays. */
  threads?: 1 | 2;
}

/**
 * The table that `leastSquares` gives, to the bit. A column's sums know nothing of the others, so that half of them are a second
 * thread's where there is one; a thread that dies, or cannot be had, only costs time.
 */
export async function solveOnThreads(
  problem: LeastSquaresProblem,
  { threads, ...options }: SolveOptions,
): Promise<Matrix> {
  const { dim } = problem.start;
  const wanted = threads ?? threadsThatPay(problem, options.steps);
  const link = wanted === 1 || dim < 2 ? undefined : spawnFitWorker();
  if (link === undefined) return leastSquares(problem, options);

  const { steps, onProgress = () => {} } = options;
  const worker = callWorker<FitWorkerApi>(link);
  const middle = Math.ceil(dim / 2);
  const columns = [middle, dim] as const;
  const onThread = async (signal: AbortSignal): Promise<Matrix | undefined> => {
    try {
      return await worker.call('solve', { problem, columns, steps }, { signal });
    } catch {
      signal.throwIfAborted();
      // A bundle without the file, or no room for a thread; what is wrong with the problem itself, this thread finds too.
      return undefined;
    }
  };
  // That all is done is told when both halves are.
  const onStep: OnProgress = (progress) => {
    if (progress.done < steps) onProgress(progress);
  };
  try {
    const [right, left] = await together(options.signal, onThread, (signal) =>
      leastSquares(problem, { steps, columns: [0, middle], onProgress: onStep, signal }),
    );
    const both = sideBySide(left, right ?? (await leastSquares(problem, { steps, columns, signal: options.signal })));
    onProgress(stepsDone(steps, steps));
    return both;
  } finally {
    await worker.terminate();
  }
}

// A second thread saves more than its start takes from here on: some 15,000 sentences with 256 columns and twelve steps.
const SUMS_WORTH_A_THREAD = 1e9;

/** By the numbers of rows that the solver has to sum, a token that occurs twice in a text taken once. */
export function threadsThatPay({ bags, start }: Pick<LeastSquaresProblem, 'bags' | 'start'>, steps: number): 1 | 2 {
  return bags.ids.length * start.dim * (steps + 1) < SUMS_WORTH_A_THREAD ? 1 : 2;
}

function sideBySide(left: Matrix, right: Matrix): Matrix {
  const both = createMatrix(left.rows, left.dim + right.dim);
  for (let i = 0; i < both.rows; i++) {
    both.data.set(row(left, i), i * both.dim);
    both.data.set(row(right, i), i * both.dim + left.dim);
  }
  return both;
}
