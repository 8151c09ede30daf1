import type { Matrix, StaticModel } from '@m2v/core';
import { tokenRows } from '@m2v/core/kit';
import { centred, weighed } from '../table-arithmetic.js';

/**
 * A student's table, a row a token, with mapping and weights multiplied in and less the mean; each row times its weight, unless
 * the student's frequent tokens weigh less already.
 */
export function studentRows(student: StaticModel, weights: ArrayLike<number>): Matrix {
  const ids = Int32Array.from(student.tokens, (_, id) => id);
  const rows = centred(tokenRows(student.table, ids));
  return isWeighted(student) ? rows : weighed(rows, weights);
}

/** Whether frequent tokens already weigh less: by SIF, or because the model was fitted. */
function isWeighted({ config, table }: Pick<StaticModel, 'config' | 'table'>): boolean {
  const { sif_coefficient, apply_zipf, fit } = config;
  // An int8 table's weights are its scales.
  const ownWeights = table.weights !== undefined && table.dtype !== 'int8';
  return typeof sif_coefficient === 'number' || apply_zipf === true || fit !== undefined || ownWeights;
}
