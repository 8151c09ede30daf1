import type { Matrix } from '@m2v/core';
import { rowRange, type TokenBags } from '@m2v/core/kit';
import { product, weighed } from '../table-arithmetic.js';
import { alignment } from './alignment.js';
import { bagProduct, pickBags, sliceBags, withShares } from './bags.js';
import { explainedShare } from './explained-share.js';
import type { FitRecord } from './fit-record.js';
import type { Learner } from './learner.js';
import { leastSquares } from './least-squares.js';
import { pickRows } from './pick.js';
import { startingMap } from './starting-map.js';
import { sampledRows, type Targets } from './targets.js';

/** Texts, what a teacher says of them, and the tokens that they hold. */
export interface Lesson {
  /** Of all texts: the first `used` are to learn from, the others tell what that has brought. */
  bags: TokenBags;
  used: number;
  targets: Targets;
  /** Of each token: its row, less the mean of all. */
  rows: Matrix;
  /** How much each weighs where the fit begins. */
  weights: Float64Array;
  /** How much each weighs in a plain distillation. */
  plainWeights: Float64Array;
  /** How strongly each is pulled to where it begins. */
  pull: Float64Array;
}

/** Shares of the teacher's vectors of texts that were held out, null where none was. */
export type Explained = Pick<FitRecord, 'explained_before' | 'explained_after'>;

export interface Learnt extends Explained {
  /** The rows of the lesson's tokens, fitted. */
  table: Matrix;
  /** What brings any row to where the fit begins, before it is weighed: student.dim x dims. */
  map: Matrix;
}

/** Fits the rows of a lesson's tokens, and tells by the texts held out what that has brought. */
export async function learn(
  space: Learner['space'],
  { bags, used, targets, rows, weights, plainWeights, pull }: Lesson,
  options: Parameters<typeof leastSquares>[1],
): Promise<Learnt> {
  const fitted = withShares(sliceBags(bags, 0, used));
  const sampled = sampledRows(used);
  const sample = {
    bags: pickBags(fitted, sampled),
    targets: { ...targets, matrix: pickRows(targets.matrix, sampled) },
  };
  const map = await startingMap(space, bagProduct(sample.bags, rows, weights), sample.targets, options);
  const table = await leastSquares(
    {
      bags: fitted,
      targets: rowRange(targets.matrix, 0, used),
      start: weighed(product(rows, map), weights),
      pull: Float32Array.from(pull),
    },
    options,
  );
  const texts = targets.matrix.rows;
  if (used === texts) return { table, map, explained_before: null, explained_after: null };
  const heldOut = withShares(sliceBags(bags, used, texts));
  // As it was, or as a plain distillation would have weighed it.
  const aligned = await alignment(space, bagProduct(sample.bags, rows, plainWeights), sample.targets, options);
  const before = product(bagProduct(heldOut, rows, plainWeights), aligned);
  return {
    table,
    map,
    explained_before: explainedShare(targets, before),
    explained_after: explainedShare(targets, bagProduct(heldOut, table)),
  };
}
