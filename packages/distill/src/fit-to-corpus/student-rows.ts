import type { Matrix, StaticModel } from '@m2v/core';
import { tokenRows } from '@m2v/core/kit';
import { centred, weighed } from '../table-arithmetic.js';

/** A student, and its table: a row a token, with mapping and weights multiplied in and less the mean. */
export interface StudentRows {
  student: StaticModel;
  /** Each row times its weight, unless the student's frequent tokens weigh less already. */
  weighed(weights: ArrayLike<number>): Matrix;
}

export function studentRows(student: StaticModel): StudentRows {
  const ids = Int32Array.from(student.tokens, (_, id) => id);
  const rows = centred(tokenRows(student.table, ids));
  return { student, weighed: (weights) => (isWeighted(student) ? rows : weighed(rows, weights)) };
}

/** Whether frequent tokens already weigh less: by SIF, or because the model was fitted. */
function isWeighted({ config, table }: Pick<StaticModel, 'config' | 'table'>): boolean {
  const { sif_coefficient, apply_zipf, fit } = config;
  // An int8 table's weights are its scales.
  const ownWeights = table.weights !== undefined && table.dtype !== 'int8';
  return typeof sif_coefficient === 'number' || apply_zipf === true || fit !== undefined || ownWeights;
}
