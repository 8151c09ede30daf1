import { createMatrix, type Matrix } from '@m2v/core';

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

/** Two tables of one number of rows as one, each centred and divided by the root of its mean square, so that neither outweighs the other. */
export function sideBySide(a: Matrix, b: Matrix): Matrix {
  const both = createMatrix(a.rows, a.dim + b.dim);
  for (const [table, at] of [
    [a, 0],
    [b, a.dim],
  ] as const) {
    const { data, dim } = centred(table);
    const squares = data.reduce((sum, value) => sum + value * value, 0);
    const scale = 1 / Math.sqrt(squares / data.length || 1);
    for (let i = 0; i < both.rows; i++) {
      for (let j = 0; j < dim; j++) both.data[i * both.dim + at + j] = scale * data[i * dim + j];
    }
  }
  return both;
}
