import type { SparseRows } from '../kernels/sparse-rows/sparse-rows.js';
import { type BatchRows, textCount } from '../network/batch-rows.js';

/** Some columns of a matrix: as many as the table has, from `first` on. */
export interface ColumnsOf {
  data: Float32Array;
  /** Floats from one row to the next. */
  dim: number;
  first: number;
}

/** Writes the mean of each text's rows, weighted where tokens have weights, to `out`; no tokens give zeros. */
export function embeddingBagForward(
  table: Pick<SparseRows, 'load' | 'mean'>,
  batch: BatchRows,
  { data, dim, first }: ColumnsOf,
): void {
  const { offsets, rows, weights, lengths } = batch;
  const texts = textCount(batch);
  const entries = offsets[texts];
  table.load(rows.subarray(0, entries), weights.subarray(0, entries));
  for (let i = 0; i < texts; i++) data.set(table.mean(offsets[i], offsets[i + 1], lengths[i]), i * dim + first);
}

/**
 * From the gradients of the means, gives the table what the gradients of its rows are sums of: that of the row used[k] is then
 * `table.gradient(starts[k], starts[k + 1])`.
 */
export function embeddingBagBackward(
  { load, gradients, pitch }: Pick<SparseRows, 'load' | 'gradients' | 'pitch'>,
  batch: BatchRows,
  { data, dim, first }: ColumnsOf,
): void {
  const { offsets, users, userWeights, lengths } = batch;
  const texts = textCount(batch);
  const entries = offsets[texts];
  load(users.subarray(0, entries), userWeights.subarray(0, entries));
  const width = Math.min(pitch, dim - first);
  for (let i = 0; i < texts; i++) {
    for (let j = 0; j < width; j++) gradients[i * pitch + j] = data[i * dim + first + j] / lengths[i];
  }
}

/** From the gradients of the means, those of the weights of a batch's entries, to `slopes`. The table must have all columns. */
export function embeddingBagSlopes(
  { values, pitch }: Pick<SparseRows, 'values' | 'pitch'>,
  batch: BatchRows,
  { data, dim }: Pick<ColumnsOf, 'data' | 'dim'>,
  slopes: Float32Array,
): void {
  const { offsets, rows, lengths } = batch;
  for (let i = 0; i < textCount(batch); i++) {
    for (let t = offsets[i]; t < offsets[i + 1]; t++) {
      let sum = 0;
      for (let j = 0; j < dim; j++) sum += data[i * dim + j] * values[rows[t] * pitch + j];
      slopes[t] = sum / lengths[i];
    }
  }
}
