import { createMatrix, type Matrix, row } from '@m2v/core';

/** Some rows of a matrix, by their numbers, as a matrix. */
export function pickRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const picked = createMatrix(rows.length, matrix.dim);
  for (let i = 0; i < rows.length; i++) row(picked, i).set(row(matrix, rows[i]));
  return picked;
}

/** Some numbers of many, by their places. */
export function pick(values: Float32Array | Float64Array, places: Int32Array): Float64Array {
  return Float64Array.from(places, (place) => values[place]);
}

/** A matrix of parts, each with the numbers that its rows have in it. */
export function putTogether(parts: readonly { ids: Int32Array; rows: Matrix }[]): Matrix {
  const whole = createMatrix(
    parts.reduce((sum, { ids }) => sum + ids.length, 0),
    parts[0].rows.dim,
  );
  for (const { ids, rows } of parts) {
    ids.forEach((id, i) => {
      row(whole, id).set(row(rows, i));
    });
  }
  return whole;
}
