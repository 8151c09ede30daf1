import { InputError } from '../errors.js';
import { decodeFloat16, encodeFloat16 } from '../float16.js';
import { createMatrix, type Matrix, row } from '../matrix.js';
import { roundHalfEven } from '../round-half-even.js';
import type { EmbeddingDtype, EmbeddingTable, QuantizeTo } from './embedding-table.js';

export interface QuantizeOptions {
  /** int8 only: keep one scale a row, which makes it far closer to the original. False: the reference's int8, which forgets its one scale. Default true. */
  scales?: boolean;
}

const STORED_AS: Record<QuantizeTo, EmbeddingDtype> = {
  float16: 'float16',
  float32: 'float32',
  float64: 'float32',
  int8: 'int8',
};

/**
 * The dtype in which rows are stored when `asked` for.
 * @throws InputError unless it is one of the reference's names.
 */
export function storedDtype(asked: string): EmbeddingDtype {
  if (Object.hasOwn(STORED_AS, asked)) return STORED_AS[asked as QuantizeTo];
  throw new InputError({
    where: 'quantizeTo',
    what: 'is not a dtype',
    value: asked,
    allowed: Object.keys(STORED_AS).join(', '),
  });
}

/** The table with values that `dtype` can hold; the given one is left alone. */
export function quantize(
  table: EmbeddingTable,
  dtype: EmbeddingDtype,
  { scales = true }: QuantizeOptions = {},
): EmbeddingTable {
  if (dtype === table.dtype) return table;
  const { mapping, weights, matrix } = table;
  switch (dtype) {
    case 'float32':
      return { matrix, dtype, mapping, weights };
    case 'float16':
      return { matrix: { ...matrix, data: throughFloat16(matrix.data) }, dtype, mapping, weights };
    case 'int8':
      if (!scales) return { matrix: referenceInt8(matrix), dtype, mapping, weights };
      return mapping === undefined ? rowScaled(foldWeights(table)) : mappedRowScaled(table, mapping);
  }
}

/** The first `dimensionality` columns of every row. */
export function reduceDimensionality(table: EmbeddingTable, dimensionality: number): EmbeddingTable {
  const { matrix } = table;
  if (!Number.isInteger(dimensionality) || dimensionality < 1 || dimensionality > matrix.dim) {
    throw new InputError({
      where: 'dimensionality',
      what: 'is not a number of columns',
      value: dimensionality,
      allowed: `an integer from 1 to ${matrix.dim}`,
    });
  }
  if (dimensionality === matrix.dim) return table;
  const reduced = createMatrix(matrix.rows, dimensionality);
  for (let i = 0; i < matrix.rows; i++) row(reduced, i).set(row(matrix, i).subarray(0, dimensionality));
  return { ...table, matrix: reduced };
}

/** The table with each row multiplied by its token's weight, where there are weights and no mapping. */
function foldWeights(table: EmbeddingTable): EmbeddingTable {
  const { weights, matrix, mapping } = table;
  if (weights === undefined || mapping !== undefined) return table;
  const folded: Matrix = { ...matrix, data: matrix.data.slice() };
  for (let i = 0; i < folded.rows; i++) scaleInPlace(row(folded, i), weights[i]);
  return { ...table, matrix: folded, weights: undefined };
}

/** The integers of a row-scaled table's row, as they stand in a file. */
export function int8Row(values: Float32Array, scale: number): Int8Array {
  return Int8Array.from(values, (value) => clip(roundHalfEven(value / scale)));
}

/** One scale a row, max|row| / 127 in float32; 1 for a row of zeros, which any scale serves. */
export function rowScale(values: Float32Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return Math.fround(largest / 127) || 1;
}

function rowScaled({ matrix }: EmbeddingTable): EmbeddingTable {
  const rowScales = new Float32Array(matrix.rows);
  const quantized = createMatrix(matrix.rows, matrix.dim);
  for (let i = 0; i < matrix.rows; i++) {
    const values = row(matrix, i);
    rowScales[i] = rowScale(values);
    const target = row(quantized, i);
    target.set(int8Row(values, rowScales[i]));
    scaleInPlace(target, rowScales[i]);
  }
  return { matrix: quantized, dtype: 'int8', rowScales };
}

// With a mapping the scale goes into the weights, which are per token: weights[token] *= scale[mapping[token]].
function mappedRowScaled({ matrix, weights }: EmbeddingTable, mapping: Int32Array): EmbeddingTable {
  const scales = new Float32Array(matrix.rows);
  const quantized = createMatrix(matrix.rows, matrix.dim);
  for (let i = 0; i < matrix.rows; i++) {
    scales[i] = rowScale(row(matrix, i));
    row(quantized, i).set(int8Row(row(matrix, i), scales[i]));
  }
  const scaled = weights?.slice() ?? new Float32Array(mapping.length).fill(1);
  for (let token = 0; token < mapping.length; token++) scaled[token] *= scales[mapping[token]];
  return { matrix: quantized, dtype: 'int8', mapping, weights: scaled };
}

// The reference: s = float32(max|x|) / 127, v = float16(float16(x) / s), rounded half to even and clipped.
function referenceInt8(matrix: Matrix): Matrix {
  const scale = rowScale(matrix.data);
  const quotients = throughFloat16(matrix.data).map((value) => value / scale);
  return { ...matrix, data: throughFloat16(quotients).map((value) => clip(roundHalfEven(value))) };
}

function throughFloat16(values: Float32Array): Float32Array {
  return decodeFloat16(encodeFloat16(values));
}

function scaleInPlace(values: Float32Array, factor: number): void {
  for (let j = 0; j < values.length; j++) values[j] *= factor;
}

function clip(value: number): number {
  return Math.max(-127, Math.min(127, value));
}
