import type { TokenBags } from '@m2v/core/kit';
import type { SparseRows } from '../kernels/sparse-rows/sparse-rows.js';

/** A table's rows with what tokens have to do with them. */
export interface Bag {
  table: Pick<SparseRows, 'values' | 'pitch' | 'gradients' | 'mean' | 'scatter'>;
  dim: number;
  /** The row of each token; absent: token i has row i. */
  mapping?: Int32Array;
  /** What each token's row is multiplied by. */
  tokenWeights?: Float32Array;
}

/** Writes the mean of each text's rows, weighted where tokens have weights, to `out` (texts x dim); no tokens give zeros. */
export function embeddingBagForward(bag: Bag, batch: TokenBags, out: Float32Array): void {
  const { table, dim, mapping } = bag;
  for (const { text, ids, counts, length } of textsOf(batch)) {
    table.mean(rowsOf(ids, mapping), rowWeights(bag, ids, counts), length, out.subarray(text * dim, (text + 1) * dim));
  }
}

/**
 * From the gradients of the means (`meanGradient`, texts x dim, divided by the lengths in place): those of the rows used,
 * written to the table's gradients at their slots, and of the tokens' weights, added to `weightGradients` where given.
 * @param count slots in use
 */
export function embeddingBagBackward(
  bag: Bag,
  batch: TokenBags,
  { slots, count }: { slots: Int32Array; count: number },
  meanGradient: Float32Array,
  weightGradients?: Float32Array,
): void {
  const { table, dim, mapping } = bag;
  table.gradients.fill(0, 0, count * table.pitch);
  for (const { text, ids, counts, length } of textsOf(batch)) {
    const gradient = meanGradient.subarray(text * dim, (text + 1) * dim);
    for (let j = 0; j < dim; j++) gradient[j] /= length;
    const rows = rowsOf(ids, mapping);
    table.scatter(
      rows.map((row) => slots[row]),
      rowWeights(bag, ids, counts),
      gradient,
    );
    if (weightGradients === undefined) continue;
    for (let t = 0; t < ids.length; t++) weightGradients[ids[t]] += counts[t] * rowDot(table, rows[t], gradient);
  }
}

/** Each text of a batch; its length is its number of tokens, at least 1. */
function* textsOf({ ids, counts, offsets }: TokenBags) {
  for (let text = 0; text + 1 < offsets.length; text++) {
    const [start, end] = [offsets[text], offsets[text + 1]];
    let length = 0;
    for (let t = start; t < end; t++) length += counts[t];
    yield { text, ids: ids.subarray(start, end), counts: counts.subarray(start, end), length: Math.max(length, 1) };
  }
}

function rowsOf(ids: Int32Array, mapping: Int32Array | undefined): Int32Array {
  return mapping === undefined ? ids : ids.map((id) => mapping[id]);
}

function rowWeights({ tokenWeights }: Bag, ids: Int32Array, counts: Float32Array): Float32Array {
  return tokenWeights === undefined ? counts : counts.map((count, t) => count * tokenWeights[ids[t]]);
}

function rowDot({ values, pitch }: Bag['table'], row: number, vector: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += vector[j] * values[row * pitch + j];
  return sum;
}
