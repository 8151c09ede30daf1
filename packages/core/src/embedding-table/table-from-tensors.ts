import { type Tensor, toFloat32, toFloat64, toInt32 } from '../formats/tensor.js';
import { row } from '../matrix.js';
import type { EmbeddingDtype, EmbeddingTable } from './embedding-table.js';

/** The tensors of a model file: `embeddings` [rows, dim]; by token id `weights` [tokens] and `mapping` [tokens]. */
export interface TableTensors {
  embeddings: Tensor;
  weights?: Tensor;
  mapping?: Tensor;
}

const DTYPE_OF_TENSOR: Partial<Record<Tensor['dtype'], EmbeddingDtype>> = { F16: 'float16', I8: 'int8' };

/**
 * The table that the tensors of a model make, their shapes and indices already checked. int8 rows with a weight each
 * and no mapping are read as row-scaled: the scale is multiplied in, in float32.
 */
export function tableFromTensors({ embeddings, weights, mapping }: TableTensors, where: string): EmbeddingTable {
  const [rows, dim] = embeddings.shape;
  const matrix = { data: toFloat32(embeddings), rows, dim };
  const table: EmbeddingTable = { matrix, dtype: DTYPE_OF_TENSOR[embeddings.dtype] ?? 'float32' };
  if (embeddings.dtype === 'F64') table.sumsInFloat64 = true;
  if (mapping !== undefined) table.mapping = toInt32(mapping, where);
  if (weights === undefined) return table;
  if (table.dtype === 'int8' && mapping === undefined) return expandRowScales(table, toFloat32(weights));
  return { ...table, weights: weights.dtype === 'F64' ? toFloat64(weights) : toFloat32(weights) };
}

function expandRowScales(table: EmbeddingTable, rowScales: Float32Array): EmbeddingTable {
  for (let i = 0; i < rowScales.length; i++) {
    const values = row(table.matrix, i);
    const scale = rowScales[i];
    for (let j = 0; j < values.length; j++) values[j] *= scale;
  }
  return { ...table, rowScales };
}
