import type { Matrix } from '@m2v/core';
import { type CallContext, Transferred } from '@m2v/core/kit';
import { type LeastSquaresOptions, type LeastSquaresProblem, leastSquares } from './least-squares.js';

/** What the second thread does. */
export const fitWorkerApi = {
  async solve(
    { problem, ...options }: { problem: LeastSquaresProblem } & Pick<LeastSquaresOptions, 'steps' | 'columns'>,
    { signal }: CallContext,
  ): Promise<Transferred<Matrix>> {
    const table = await leastSquares(problem, { ...options, signal });
    return new Transferred(table, [table.data.buffer as ArrayBuffer]);
  },
};

export type FitWorkerApi = typeof fitWorkerApi;
