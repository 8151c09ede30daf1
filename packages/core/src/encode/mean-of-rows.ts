import type { EmbeddingTable } from '../embedding-table/embedding-table.js';

/**
 * Writes the mean of the tokens' rows to `out` at `offset`: out[j] = (sum over tokens of row[j] * weight) / count,
 * summed in token order, in float32 (float64 where the table says so). No tokens give zeros.
 */
export function meanOfRows(table: EmbeddingTable, ids: ArrayLike<number>, out: Float32Array, offset: number): void {
  const { mapping, weights } = table;
  const { data, dim } = table.matrix;
  const mean = out.subarray(offset, offset + dim);
  const sums = table.sumsInFloat64 ? new Float64Array(dim) : mean.fill(0);
  const count = ids.length;
  for (let t = 0; t < count; t++) {
    const id = ids[t];
    const start = (mapping === undefined ? id : mapping[id]) * dim;
    if (weights === undefined) {
      for (let j = 0; j < dim; j++) sums[j] += data[start + j];
    } else {
      const weight = weights[id];
      for (let j = 0; j < dim; j++) sums[j] += data[start + j] * weight;
    }
  }
  for (let j = 0; j < dim; j++) mean[j] = count === 0 ? 0 : sums[j] / count;
}

/** Divides `out[offset .. offset + dim]` by its L2 norm plus 1e-32; zeros stay zeros. */
export function normalizeInPlace(out: Float32Array, offset: number, dim: number): void {
  let squares = 0;
  for (let j = offset; j < offset + dim; j++) squares += out[j] * out[j];
  const norm = Math.sqrt(squares) + 1e-32;
  for (let j = offset; j < offset + dim; j++) out[j] /= norm;
}
