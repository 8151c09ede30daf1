import { createMatrix, type Matrix } from '@m2v/core';
import { createCrossProduct, createMatrixProduct, packPanels, padded, rowRange } from '@m2v/core/kit';

/** Rows at a time: as float64 they fit the processor's second cache beside the sums they are added to. */
export const CHUNK_ROWS = 64;
// Of a product in float32: in memory that is used again, where a whole table takes three times as long, most of it for new memory.
const PRODUCT_ROWS = 512;

/** Rows less their mean. */
export function centred(table: Matrix): Matrix {
  return subtractRow(table, meanRow(table));
}

export function meanRow({ data, rows, dim }: Matrix): Float64Array {
  const mean = new Float64Array(dim);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < dim; j++, at++) mean[j] += data[at];
  return mean.map((sum) => sum / rows);
}

/** Each row less one vector. */
export function subtractRow({ data, rows, dim }: Matrix, vector: Float64Array): Matrix {
  const result = new Float32Array(rows * dim);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < dim; j++, at++) result[at] = data[at] - vector[j];
  return { rows, dim, data: result };
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

/** Each column times a number of its own. */
export function scaledColumns({ data, rows, dim }: Matrix, factors: ArrayLike<number>): Matrix {
  return { data: data.map((value, at) => value * factors[at % dim]), rows, dim };
}

/** a + factor b. */
export function sum(a: Matrix, b: Matrix, factor = 1): Matrix {
  return { ...a, data: a.data.map((value, at) => value + factor * b.data[at]) };
}

/** a b, in float32. */
export function product(a: Matrix, b: Matrix): Matrix {
  const result = createMatrix(a.rows, b.dim);
  const multiply = createMatrixProduct();
  for (let first = 0; first < a.rows; first += PRODUCT_ROWS) {
    const some = rowRange(a, first, Math.min(a.rows, first + PRODUCT_ROWS));
    multiply(
      { data: some.data, columns: some.rows, depthStride: 1, columnStride: a.dim },
      { data: b.data, columns: b.dim, depthStride: b.dim, columnStride: 1 },
      a.dim,
      rowRange(result, first, first + some.rows).data,
    );
  }
  return result;
}

/**
 * aᵀ b of two tables of one number of rows, a.dim x b.dim, row-major, in float64.
 * @param step told how many rows are read
 */
export async function crossProduct(a: Matrix, b: Matrix, step: (done: number) => Promise<void>): Promise<Float64Array> {
  const sums = createCrossProduct({ depth: CHUNK_ROWS, m: a.dim, n: b.dim });
  for (let first = 0; first < a.rows; first += CHUNK_ROWS) {
    const depth = Math.min(CHUNK_ROWS, a.rows - first);
    packPanels(sums.a, depth, columnsOf(a, first));
    packPanels(sums.b, depth, columnsOf(b, first));
    sums.add(depth, a.dim, b.dim);
    await step(first + depth);
  }
  const width = padded(b.dim);
  const result = new Float64Array(a.dim * b.dim);
  for (let i = 0; i < a.dim; i++) result.set(sums.out.subarray(i * width, i * width + b.dim), i * b.dim);
  return result;
}

/** aᵀ a, likewise, in half the time; `shift` is taken from each row of a first. */
export async function selfProduct(
  a: Matrix,
  step: (done: number) => Promise<void>,
  shift?: Float64Array,
): Promise<Float64Array> {
  const { rows, dim } = a;
  const sums = createCrossProduct({ depth: CHUNK_ROWS, m: dim });
  for (let first = 0; first < rows; first += CHUNK_ROWS) {
    const depth = Math.min(CHUNK_ROWS, rows - first);
    packPanels(sums.a, depth, { ...columnsOf(a, first), shift });
    sums.add(depth, dim, dim);
    await step(first + depth);
  }
  const width = padded(dim);
  const result = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++) {
    for (let j = i; j < dim; j++) result[i * dim + j] = result[j * dim + i] = sums.out[i * width + j];
  }
  return result;
}

function columnsOf({ data, dim }: Matrix, firstRow: number) {
  return { data, start: firstRow * dim, columns: dim, depthStride: dim, columnStride: 1 };
}
