import { createMatrix, type Matrix, row } from '@m2v/core';

/** Some rows of a matrix, by their numbers, as a matrix. */
export function gatherRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const gathered = createMatrix(rows.length, matrix.dim);
  for (let i = 0; i < rows.length; i++) row(gathered, i).set(row(matrix, rows[i]));
  return gathered;
}

/** Some values, by their places. */
export function gather<T extends Float32Array | Float64Array>(values: T, places: Int32Array): T {
  const gathered = values.slice(0, places.length) as T;
  places.forEach((place, i) => {
    gathered[i] = values[place];
  });
  return gathered;
}

/** One matrix of parts that make it up, each with the numbers that its rows get. */
export function scatterRows(parts: readonly { ids: Int32Array; rows: Matrix }[]): Matrix {
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
