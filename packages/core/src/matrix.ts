import { InputError } from './errors.js';

/** Row-major float32 matrix: `data[i * dim + j]` is row i, column j. */
export interface Matrix {
  data: Float32Array;
  rows: number;
  dim: number;
}

/** What is taken for one vector: `dim` numbers. */
export type Vector = Float32Array | Float64Array | readonly number[];

/** A rows x dim matrix of zeros. */
export function createMatrix(rows: number, dim: number): Matrix {
  return { data: new Float32Array(rows * dim), rows, dim };
}

/** Row i as a view: writing to it writes to the matrix. */
export function row(matrix: Matrix, i: number): Float32Array {
  return matrix.data.subarray(i * matrix.dim, (i + 1) * matrix.dim);
}

/** The rows from `first` to below `end` as a matrix: a view, too. */
export function rowRange({ data, dim }: Matrix, first: number, end: number): Matrix {
  return { data: data.subarray(first * dim, end * dim), rows: end - first, dim };
}

/** All rows as views, first to last. */
export function* rows(matrix: Matrix): Generator<Float32Array> {
  for (let i = 0; i < matrix.rows; i++) yield row(matrix, i);
}

/** @throws InputError unless `value` is a matrix with as many values as it says. */
export function checkMatrix(value: Matrix, where = 'matrix'): void {
  const { data, rows, dim } = value ?? {};
  if (data instanceof Float32Array && Number.isInteger(rows) && Number.isInteger(dim) && data.length >= rows * dim)
    return;
  throw new InputError({
    where,
    what: 'is not a matrix',
    value: data instanceof Float32Array ? { length: data.length, rows, dim } : value,
    allowed: 'what encode gives for an array of texts: { data: Float32Array, rows, dim }',
  });
}

/** @throws InputError unless `value` is a vector. */
export function checkVector(value: Vector, where: string): void {
  if (value instanceof Float32Array || value instanceof Float64Array || Array.isArray(value)) return;
  throw new InputError({
    where,
    what: 'is not a vector',
    value,
    allowed: 'what encode gives for one text, or an array of numbers',
  });
}
