import type { EmbeddingTable } from '../embedding-table/embedding-table.js';

/**
 * Writes the mean of the tokens' rows to `out` at `offset`: out[j] = (sum over tokens of row[j] * weight) / count,
 * in float32, summed in token order. No tokens give zeros.
 */
export function meanOfRows(table: EmbeddingTable, ids: ArrayLike<number>, out: Float32Array, offset: number): void {
  const { mapping, weights } = table;
  const { data, dim } = table.matrix;
  const end = offset + dim;
  out.fill(0, offset, end);
  if (ids.length === 0) return;
  for (let t = 0; t < ids.length; t++) {
    const id = ids[t];
    let at = (mapping === undefined ? id : mapping[id]) * dim;
    if (weights === undefined) {
      for (let j = offset; j < end; j++) out[j] += data[at++];
    } else {
      const weight = weights[id];
      for (let j = offset; j < end; j++) out[j] += data[at++] * weight;
    }
  }
  const count = ids.length;
  for (let j = offset; j < end; j++) out[j] /= count;
}

/** Divides `out[offset .. offset + dim]` by its L2 norm plus 1e-32; zeros stay zeros. */
export function normalizeInPlace(out: Float32Array, offset: number, dim: number): void {
  let squares = 0;
  for (let j = offset; j < offset + dim; j++) squares += out[j] * out[j];
  const norm = Math.sqrt(squares) + 1e-32;
  for (let j = offset; j < offset + dim; j++) out[j] /= norm;
}
