import type { Matrix } from '@m2v/core';
import type { TokenBags } from '@m2v/core/kit';
import { bagProduct } from './bags.js';
import type { Signal } from './signal.js';

/**
 * The share of the teacher's vectors that a table explains (R²), over the last texts of a signal; what the signal's axes leave
 * out counts as not explained, a constant by which all texts differ does not count.
 * @param bags of these texts
 */
export function explainedShare({ targets, scales, squares }: Signal, bags: TokenBags, table: Matrix): number {
  const { dim } = targets;
  const predicted = bagProduct(bags, table);
  const first = targets.rows - predicted.rows;
  let missed = 0;
  let kept = 0;
  for (let j = 0; j < dim; j++) {
    if (scales[j] === 0) continue;
    let [sum, sumOfSquares] = [0, 0];
    for (let i = 0; i < predicted.rows; i++) {
      const target = targets.data[(first + i) * dim + j] / scales[j];
      const error = target - predicted.data[i * dim + j] / scales[j];
      kept += target ** 2;
      sum += error;
      sumOfSquares += error ** 2;
    }
    missed += sumOfSquares - sum ** 2 / predicted.rows;
  }
  const total = squares.subarray(first).reduce((sum, value) => sum + value, 0);
  return (kept - missed) / total;
}
