import { createMatrix, type Matrix, row } from '@m2v/core';

/** Some rows of a matrix, by their numbers, as a matrix. */
export function pickRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const picked = createMatrix(rows.length, matrix.dim);
  for (let i = 0; i < rows.length; i++) row(picked, i).set(row(matrix, rows[i]));
  return picked;
}
