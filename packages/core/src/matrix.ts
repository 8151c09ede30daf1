/** Row-major float32 matrix: `data[i * dim + j]` is row i, column j. */
export interface Matrix {
  data: Float32Array;
  rows: number;
  dim: number;
}

/** A rows x dim matrix of zeros. */
export function createMatrix(rows: number, dim: number): Matrix {
  return { data: new Float32Array(rows * dim), rows, dim };
}

/** Row i as a view: writing to it writes to the matrix. */
export function row(matrix: Matrix, i: number): Float32Array {
  return matrix.data.subarray(i * matrix.dim, (i + 1) * matrix.dim);
}

/** All rows as views, first to last. */
export function* rows(matrix: Matrix): Generator<Float32Array> {
  for (let i = 0; i < matrix.rows; i++) yield row(matrix, i);
}
