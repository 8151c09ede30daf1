import type { Matrix } from '@m2v/core';
import type { Targets } from './targets.js';

/** What a student explains of a teacher's vectors of texts that were held out. */
export interface Explanation {
  /** The share of them all (R²), null where the teacher says the same of all texts. */
  share: number | null;
  /** Of each text: the squared length of what is not explained. */
  missed: Float64Array;
}

/**
 * What is explained of the last texts of the targets by what a student says, times the factor that suits it best: cosines know nothing of
 * a student's scale. What the targets' axes leave out counts as not explained, a constant by which all texts differ does not count.
 * @param predicted what the student says of these texts, a row each
 */
export function explain(
  { matrix, scales, outside }: Pick<Targets, 'matrix' | 'scales' | 'outside'>,
  predicted: Matrix,
): Explanation {
  const { rows, dim } = predicted;
  const first = matrix.rows - rows;
  const columns = Array.from(scales.keys())
    .filter((j) => scales[j] !== 0)
    .map((j) => ({
      target: centred(rows, (i) => matrix.data[(first + i) * dim + j] / scales[j]),
      said: centred(rows, (i) => predicted.data[i * dim + j] / scales[j]),
    }));
  let [both, squares] = [0, 0];
  for (const { target, said } of columns) {
    for (let i = 0; i < rows; i++) {
      both += target[i] * said[i];
      squares += said[i] ** 2;
    }
  }
  const factor = squares > 0 ? both / squares : 0;
  const missed = outside.slice(first);
  let total = sumOf(missed);
  for (const { target, said } of columns) {
    for (let i = 0; i < rows; i++) {
      total += target[i] ** 2;
      missed[i] += (target[i] - factor * said[i]) ** 2;
    }
  }
  return { share: total > 0 ? 1 - sumOf(missed) / total : null, missed };
}

// Standard errors: a difference so large comes by chance in one of forty fits.
const BEYOND_CHANCE = 2;

/** Whether more is missed than before, in the mean of the texts and beyond what another draw of these would have changed as well. */
export function isWorse(before: Explanation, after: Explanation): boolean {
  const more = after.missed.map((value, i) => value - before.missed[i]);
  const mean = sumOf(more) / more.length;
  const squares = sumOf(more.map((value) => (value - mean) ** 2));
  return mean > BEYOND_CHANCE * Math.sqrt(squares / (more.length - 1) / more.length);
}

/** Less their mean. */
function centred(count: number, value: (i: number) => number): Float64Array {
  const values = Float64Array.from({ length: count }, (_, i) => value(i));
  const mean = sumOf(values) / count;
  return values.map((entry) => entry - mean);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
