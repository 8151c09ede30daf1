import type { Matrix, StaticModel } from '@m2v/core';
import { tokenRows } from '@m2v/core/kit';

/** A model's table with its mapping and its weights multiplied in: a row a token. */
export function foldedTable({ table, tokens }: Pick<StaticModel, 'table' | 'tokens'>): Matrix {
  return tokenRows(
    table,
    Int32Array.from(tokens, (_, id) => id),
  );
}

/** Whether a model's frequent tokens already weigh less: by SIF, or because it was fitted. */
export function isWeighted({ config, table }: Pick<StaticModel, 'config' | 'table'>): boolean {
  const { sif_coefficient, apply_zipf, fit } = config;
  // An int8 table's weights are its scales.
  const ownWeights = table.weights !== undefined && table.dtype !== 'int8';
  return typeof sif_coefficient === 'number' || apply_zipf === true || fit !== undefined || ownWeights;
}

/** Rows less their mean. */
export function centred(table: Matrix): Matrix {
  const { rows, dim } = table;
  const mean = new Float64Array(dim);
  for (let i = 0; i < rows; i++) for (let j = 0; j < dim; j++) mean[j] += table.data[i * dim + j] / rows;
  const data = new Float32Array(rows * dim);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < dim; j++, at++) data[at] = table.data[at] - mean[j];
  return { rows, dim, data };
}

/** Each row times a number of its own. */
export function weighed(table: Matrix, weights: ArrayLike<number>): Matrix {
  const { rows, dim } = table;
  const data = new Float32Array(rows * dim);
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights[i];
    for (let j = 0; j < dim; j++, at++) data[at] = table.data[at] * weight;
  }
  return { rows, dim, data };
}

/**
 * a / (a + p) for each token, p its share of the corpus (one more occurrence is added to each, so that none is 0): frequent
 * tokens say little of a text. Arora, Liang and Ma (2017), as in `sifWeights`, which takes p from ranks.
 */
export function corpusWeights(occurrences: Float64Array, a = 1e-3): Float64Array {
  const all = occurrences.reduce((sum, count) => sum + count, occurrences.length);
  return occurrences.map((count) => a / (a + (count + 1) / all));
}
