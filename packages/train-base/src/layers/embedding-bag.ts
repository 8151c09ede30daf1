import type { SparseRows } from '../kernels/sparse-rows/sparse-rows.js';
import type { TokenizedTexts } from '../tokenized-texts.js';

/** A table's rows with what tokens have to do with them. */
export interface Bag {
  table: Pick<SparseRows, 'values' | 'pitch' | 'gradients' | 'mean' | 'scatter'>;
  dim: number;
  /** The row of each token; absent: token i has row i. */
  mapping?: Int32Array;
  /** What each token's row is multiplied by. */
  tokenWeights?: Float32Array | Float64Array;
}

/** Writes the mean of each text's rows, weighted where tokens have weights, to `out` (texts x dim); no tokens give zeros. */
export function embeddingBagForward(bag: Bag, { ids, offsets }: TokenizedTexts, out: Float32Array): void {
  const { table, dim, tokenWeights } = bag;
  for (let i = 0; i + 1 < offsets.length; i++) {
    const tokens = ids.subarray(offsets[i], offsets[i + 1]);
    const mean = out.subarray(i * dim, (i + 1) * dim);
    if (tokenWeights === undefined) table.mean(rowsOf(bag, tokens), mean);
    else weightedMean(bag, tokenWeights, tokens, mean);
  }
}

/**
 * From the gradients of the means (`meanGradient`, texts x dim, divided by the counts in place): those of the rows used,
 * written to the table's gradients at their slots, and of the tokens' weights, added to `weightGradients` where given.
 * @param count slots in use
 */
export function embeddingBagBackward(
  bag: Bag,
  { ids, offsets }: TokenizedTexts,
  { slots, count }: { slots: Int32Array; count: number },
  meanGradient: Float32Array,
  weightGradients?: Float32Array,
): void {
  const { table, dim, tokenWeights } = bag;
  table.gradients.fill(0, 0, count * table.pitch);
  for (let i = 0; i + 1 < offsets.length; i++) {
    const tokens = ids.subarray(offsets[i], offsets[i + 1]);
    const gradient = meanGradient.subarray(i * dim, (i + 1) * dim);
    for (let j = 0; j < dim; j++) gradient[j] /= Math.max(tokens.length, 1);
    if (tokenWeights === undefined) {
      table.scatter(
        rowsOf(bag, tokens).map((row) => slots[row]),
        gradient,
      );
    } else scatterWeighted(bag, tokenWeights, tokens, slots, gradient, weightGradients);
  }
}

function rowsOf({ mapping }: Bag, tokens: Int32Array): Int32Array {
  return mapping === undefined ? tokens : tokens.map((id) => mapping[id]);
}

function weightedMean(
  { table: { values, pitch }, dim, mapping }: Bag,
  weights: Float32Array | Float64Array,
  tokens: Int32Array,
  mean: Float32Array,
): void {
  mean.fill(0);
  for (const id of tokens) {
    const start = (mapping === undefined ? id : mapping[id]) * pitch;
    for (let j = 0; j < dim; j++) mean[j] += values[start + j] * weights[id];
  }
  for (let j = 0; j < dim; j++) mean[j] /= Math.max(tokens.length, 1);
}

function scatterWeighted(
  { table: { values, gradients, pitch }, dim, mapping }: Bag,
  weights: Float32Array | Float64Array,
  tokens: Int32Array,
  slots: Int32Array,
  gradient: Float32Array,
  weightGradients: Float32Array | undefined,
): void {
  for (const id of tokens) {
    const row = mapping === undefined ? id : mapping[id];
    const target = slots[row] * pitch;
    let product = 0;
    for (let j = 0; j < dim; j++) {
      gradients[target + j] += gradient[j] * weights[id];
      product += gradient[j] * values[row * pitch + j];
    }
    if (weightGradients !== undefined) weightGradients[id] += product;
  }
}
