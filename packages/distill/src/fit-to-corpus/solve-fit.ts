import type { Matrix } from '@m2v/core';
import { rowRange } from '@m2v/core/kit';
import { product, weighed } from '../table-arithmetic.js';
import { alignment } from './alignment.js';
import { bagMeans, pickBags, sliceBags } from './bags.js';
import { explain, isWorse } from './explained-share.js';
import type { FitProblem } from './fit-problem.js';
import type { FitRecord } from './fit-record.js';
import { gatherRows } from './gather.js';
import { type SolveOptions, solveOnThreads } from './solver/solve-on-threads.js';
import { startingMap } from './starting-map.js';
import { sampledRows } from './targets.js';
import type { UnfittedStudent } from './unfitted-student.js';

/** Shares of the teacher's vectors of texts that were held out, null where none was or all were the same. */
export type Explained = Pick<FitRecord, 'explained_before' | 'explained_after'>;

export interface FitSolution extends Explained {
  /** The rows of the problem's tokens, fitted. */
  table: Matrix;
  /** Whether less of the texts held out is explained than before, beyond chance. */
  isWorse: boolean;
  /** What brings any row to where the fit begins, before it is weighed: student.dim x dims. */
  map: Matrix;
}

/** Fits the rows of the tokens that texts hold, and tells by the texts held out what that has brought. */
export async function solveFit(
  space: UnfittedStudent['space'],
  { bags, used, targets, rows, weights, plainWeights, pull }: FitProblem,
  options: SolveOptions,
): Promise<FitSolution> {
  const texts = targets.matrix.rows;
  const fitted = sliceBags(bags, 0, used);
  const sampled = sampledRows(used);
  const sample = {
    bags: pickBags(fitted, sampled),
    targets: { ...targets, matrix: gatherRows(targets.matrix, sampled) },
  };
  const map = await startingMap(space, bagMeans(sample.bags, rows, weights), sample.targets, options);
  const table = await solveOnThreads(
    {
      bags: fitted,
      targets: rowRange(targets.matrix, 0, used),
      start: weighed(product(rows, map), weights),
      pull,
    },
    options,
  );
  if (used === texts) return { table, map, isWorse: false, explained_before: null, explained_after: null };
  const heldOut = sliceBags(bags, used, texts);
  // What the student says as it was, or as a plain distillation would have weighed it.
  const aligned = await alignment(space, bagMeans(sample.bags, rows, plainWeights), sample.targets, options);
  const before = explain(targets, product(bagMeans(heldOut, rows, plainWeights), aligned));
  const after = explain(targets, bagMeans(heldOut, table));
  return {
    table,
    map,
    isWorse: isWorse(before, after),
    explained_before: before.share,
    explained_after: after.share,
  };
}
