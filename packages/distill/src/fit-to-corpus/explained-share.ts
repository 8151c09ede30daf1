import type { Matrix } from '@m2v/core';
import type { Targets } from './targets.js';

/**
 * The share of the teacher's vectors that a student explains (R²), over the last texts of the targets; what their axes leave
 * out counts as not explained, a constant by which all texts differ does not count; null where the teacher says the same of all.
 * @param predicted what the student says of these texts, a row each
 */
export function explainedShare(
  { matrix, scales, outside }: Pick<Targets, 'matrix' | 'scales' | 'outside'>,
  predicted: Matrix,
): number | null {
  const { rows, dim } = predicted;
  const first = matrix.rows - rows;
  let missed = outside.subarray(first).reduce((sum, value) => sum + value, 0);
  let total = missed;
  for (let j = 0; j < dim; j++) {
    if (scales[j] === 0) continue;
    const [target, error] = [createSpread(), createSpread()];
    for (let i = 0; i < rows; i++) {
      const value = matrix.data[(first + i) * dim + j] / scales[j];
      target.add(value);
      error.add(value - predicted.data[i * dim + j] / scales[j]);
    }
    total += target.squares();
    missed += error.squares();
  }
  return total > 0 ? 1 - missed / total : null;
}

/** Sums values, for the squares of what they differ by from their mean. */
function createSpread(): { add(value: number): void; squares(): number } {
  let [count, sum, squares] = [0, 0, 0];
  return {
    add(value) {
      count++;
      sum += value;
      squares += value ** 2;
    },
    squares: () => squares - sum ** 2 / count,
  };
}
