import type { Matrix } from '@m2v/core';
import { product } from '../table-arithmetic.js';
import { alignment, type TargetSample } from './alignment.js';
import type { Learner } from './learner.js';
import { ridgeMap } from './ridge-map.js';

// The map keeps to the alignment as if so many texts a dimension had said so.
const ALIGNMENT_A_DIM = 8;

/**
 * The map by which a student's rows come to where the fit begins, student.dim x dims: a ridge regression that is pulled not to 0 but
 * to the student's alignment, the fewer texts, the more.
 * @param said what the student says of the sample's texts, a row each
 */
export async function startingMap(
  space: Learner['space'],
  said: Matrix,
  targets: TargetSample,
  { signal }: { signal?: AbortSignal },
): Promise<Matrix> {
  const { matrix } = targets;
  const aligned = await alignment(space, said, targets, { signal });
  const missed = combined(matrix, product(said, aligned), -1);
  const share = (ALIGNMENT_A_DIM * matrix.dim) / matrix.rows;
  return combined(aligned, await ridgeMap(said, missed, { share, signal }), 1);
}

/** a + factor b. */
function combined(a: Matrix, b: Matrix, factor: number): Matrix {
  return { ...a, data: a.data.map((value, at) => value + factor * b.data[at]) };
}
