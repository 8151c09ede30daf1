import type { Matrix } from '@m2v/core';
import { product, sum } from '../table-arithmetic.js';
import { alignment, type TargetSample } from './alignment.js';
import { ridgeMap } from './ridge-map.js';
import type { UnfittedStudent } from './unfitted-student.js';

// The map keeps to the alignment as if so many texts a dimension had said so, beside those of the sample.
const ALIGNMENT_A_DIM = 8;

/**
 * The map by which a student's rows come to where the fit begins, student.dim x dims: a ridge regression that is pulled not to 0 but
 * to the student's alignment, the fewer texts, the more.
 * @param said what the student says of the sample's texts, a row each
 */
export async function startingMap(
  space: UnfittedStudent['space'],
  said: Matrix,
  targets: TargetSample,
  { signal }: { signal?: AbortSignal },
): Promise<Matrix> {
  const { matrix } = targets;
  const aligned = await alignment(space, said, targets, { signal });
  const missed = sum(matrix, product(said, aligned), -1);
  const share = (ALIGNMENT_A_DIM * matrix.dim) / matrix.rows;
  return sum(aligned, await ridgeMap(said, missed, { share, signal }));
}
