import { type CallContext, Transferred } from '@m2v/core/kit';
import { type LeastSquaresOptions, type LeastSquaresProblem, leastSquares, type Solution } from './least-squares.js';

/** What the second thread does. */
export const fitWorkerApi = {
  async solve(
    { problem, ...options }: { problem: LeastSquaresProblem } & Pick<LeastSquaresOptions, 'steps' | 'columns'>,
    { signal }: CallContext,
  ): Promise<Transferred<Solution>> {
    const solution = await leastSquares(problem, { ...options, signal });
    return new Transferred(solution, [solution.data.buffer]);
  },
};

export type FitWorkerApi = typeof fitWorkerApi;
