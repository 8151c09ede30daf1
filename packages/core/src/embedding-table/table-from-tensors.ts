import { FormatError, UnsupportedError } from '../errors.js';
import { type Tensor, toFloat32, toFloat64, toInt32 } from '../formats/tensor.js';
import { type Matrix, row } from '../matrix.js';
import type { EmbeddingDtype, EmbeddingTable } from './embedding-table.js';

/** The tensors of a model file: `embeddings` [rows, dim], and by token id `weights` [tokens] and `mapping` [tokens]. */
export interface TableTensors {
  embeddings: Tensor;
  weights?: Tensor;
  mapping?: Tensor;
}

const EMBEDDING_DTYPES: Partial<Record<Tensor['dtype'], EmbeddingDtype>> = {
  F64: 'float32',
  F32: 'float32',
  F16: 'float16',
  BF16: 'float32',
  I8: 'int8',
};

/**
 * The table that a model file's tensors make; `where` names the file in errors. int8 rows with a weight each and no
 * mapping are read as row-scaled: the scale is multiplied in, in float32.
 * @throws FormatError where shapes or indices do not fit together; UnsupportedError for a dtype of embeddings.
 */
export function tableFromTensors({ embeddings, weights, mapping }: TableTensors, where: string): EmbeddingTable {
  const dtype = EMBEDDING_DTYPES[embeddings.dtype];
  if (dtype === undefined) {
    throw new UnsupportedError('unsupported-dtype', {
      where: `${where}: embeddings`,
      what: 'embeddings of this dtype are not supported',
      value: embeddings.dtype,
      allowed: Object.keys(EMBEDDING_DTYPES).join(', '),
    });
  }
  const [rows, dim] = embeddings.shape;
  if (embeddings.shape.length !== 2 || rows === 0 || dim === 0) {
    throw invalid(where, 'embeddings', 'is not a matrix of rows x dim', embeddings.shape);
  }
  const matrix: Matrix = { data: toFloat32(embeddings), rows, dim };
  const table: EmbeddingTable = { matrix, dtype };
  if (mapping !== undefined) table.mapping = readMapping(mapping, rows, where);
  if (weights === undefined) return table;

  const tokens = table.mapping?.length ?? rows;
  if (weights.shape.length !== 1 || weights.shape[0] !== tokens) {
    throw invalid(where, 'weights', `does not have one number for each of ${tokens} tokens`, weights.shape);
  }
  const values = weights.dtype === 'F64' ? toFloat64(weights) : toFloat32(weights);
  if (dtype === 'int8' && table.mapping === undefined) return expandRowScales(table, new Float32Array(values));
  return { ...table, weights: values };
}

function expandRowScales(table: EmbeddingTable, rowScales: Float32Array): EmbeddingTable {
  for (let i = 0; i < rowScales.length; i++) {
    const values = row(table.matrix, i);
    for (let j = 0; j < values.length; j++) values[j] *= rowScales[i];
  }
  return { ...table, rowScales };
}

function readMapping(tensor: Tensor, rows: number, where: string): Int32Array {
  const mapping = toInt32(tensor, `${where}: mapping`);
  if (tensor.shape.length !== 1) throw invalid(where, 'mapping', 'is not a list of row numbers', tensor.shape);
  const wrong = mapping.findIndex((target) => target < 0 || target >= rows);
  if (wrong >= 0) throw invalid(where, 'mapping', `entry ${wrong} is not one of the ${rows} rows`, mapping[wrong]);
  return mapping;
}

function invalid(where: string, tensor: string, what: string, value: unknown): FormatError {
  return new FormatError('invalid-model', { where: `${where}: ${tensor}`, what, value });
}
