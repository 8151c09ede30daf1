import type { Matrix } from '@m2v/core';
import { scaledColumns } from '../table-arithmetic.js';
import { rotationOnto, scaledOnto } from './rotation.js';
import type { Targets } from './targets.js';
import type { UnfittedStudent } from './unfitted-student.js';

/** What the teacher says of the texts by which maps are found, and along which axes. */
export type TargetSample = Pick<Targets, 'matrix' | 'scales' | 'axes'>;

/**
 * The map of a student's rows onto the targets, student.dim x dims, that fits nothing but where the rows lie and how long they are: one
 * factor, and a rotation unless the rows are the teacher's own vectors, which stand for both of its views as they are. Both leave the
 * cosines of what the student says alone, as far as the axes of the targets go.
 * @param said what the student says of the sample's texts, a row each
 */
export async function alignment(
  space: UnfittedStudent['space'],
  said: Matrix,
  { matrix, scales, axes }: TargetSample,
  { signal }: { signal?: AbortSignal },
): Promise<Matrix> {
  // What a fit made has the targets' spread, all else the teacher's.
  const spread = space === 'fitted' ? scales.map(() => 1) : scales;
  const onto = scaledColumns(
    matrix,
    spread.map((scale) => (scale === 0 ? 0 : 1 / scale)),
  );
  const turn = space === 'teacher' ? ontoBothViews(axes) : await rotationOnto(said, onto, { signal });
  return scaledColumns(scaledOnto(said, onto, turn), spread);
}

/** What becomes, along the axes, of a vector that is both views at once. */
function ontoBothViews({ data, rows, dim }: Matrix): Matrix {
  const half = (rows / 2) * dim;
  return { data: data.slice(0, half).map((value, at) => value + data[half + at]), rows: rows / 2, dim };
}
