import { encodeFloat16 } from '../float16.js';
import { createTensor, type Tensor } from '../formats/tensor.js';
import { row } from '../matrix.js';
import type { EmbeddingTable } from './embedding-table.js';
import { int8Row } from './quantize.js';
import type { TableTensors } from './table-from-tensors.js';

/** The tensors that a table is saved as, in its dtype; float64 is saved as float32, which is what it holds. */
export function tableToTensors(table: EmbeddingTable): TableTensors {
  const { weights, mapping, rowScales } = table;
  const tensors: TableTensors = { embeddings: embeddings(table) };
  if (rowScales !== undefined) tensors.weights = createTensor('F32', [rowScales.length], new Float32Array(rowScales));
  if (weights instanceof Float64Array)
    tensors.weights = createTensor('F64', [weights.length], new Float64Array(weights));
  else if (weights !== undefined) tensors.weights = createTensor('F32', [weights.length], new Float32Array(weights));
  if (mapping !== undefined) tensors.mapping = createTensor('I32', [mapping.length], new Int32Array(mapping));
  return tensors;
}

function embeddings({ matrix, dtype, rowScales }: EmbeddingTable): Tensor {
  const { data, rows, dim } = matrix;
  const shape = [rows, dim];
  if (dtype === 'float16') return createTensor('F16', shape, new Uint16Array(encodeFloat16(data)));
  if (dtype !== 'int8') return createTensor('F32', shape, new Float32Array(data));
  const integers = new Int8Array(data.length);
  for (let i = 0; i < rows; i++) integers.set(int8Row(row(matrix, i), rowScales?.[i] ?? 1), i * dim);
  return createTensor('I8', shape, integers);
}
