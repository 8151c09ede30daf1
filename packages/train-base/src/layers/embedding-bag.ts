import type { Batch } from '../batch.js';
import type { TokenizedTexts } from '../tokenized-texts.js';
import type { TrainableModel } from '../trainable-model.js';
import type { UsedRows } from '../used-rows.js';

interface Table extends Pick<TrainableModel, 'embeddings' | 'dim' | 'mapping'> {
  tokenWeights?: Float32Array | Float64Array;
}

/** Writes the mean of each text's rows, weighted where tokens have weights, to `out` (texts x dim); no tokens give zeros. */
export function embeddingBagForward(
  { embeddings, dim, mapping, tokenWeights }: Table,
  { ids, offsets }: TokenizedTexts,
  out: Float32Array,
): void {
  out.fill(0, 0, (offsets.length - 1) * dim);
  for (let i = 0; i + 1 < offsets.length; i++) {
    const target = i * dim;
    const [first, end] = [offsets[i], offsets[i + 1]];
    for (let t = first; t < end; t++) {
      const id = ids[t];
      const start = (mapping === undefined ? id : mapping[id]) * dim;
      if (tokenWeights === undefined) {
        for (let j = 0; j < dim; j++) out[target + j] += embeddings[start + j];
      } else {
        const weight = tokenWeights[id];
        for (let j = 0; j < dim; j++) out[target + j] += embeddings[start + j] * weight;
      }
    }
    const count = Math.max(end - first, 1);
    for (let j = target; j < target + dim; j++) out[j] /= count;
  }
}

/**
 * From the gradients of the means (`meanGradient`, texts x dim, divided by the counts in place): those of the rows used,
 * written to `rowGradients` (used.count x dim), and of the tokens' weights, added to `weightGradients` where that is given.
 */
export function embeddingBagBackward(
  { embeddings, dim, mapping, tokenWeights }: Table,
  { ids, offsets }: Batch,
  { count, slots }: UsedRows,
  meanGradient: Float32Array,
  rowGradients: Float32Array,
  weightGradients?: Float32Array,
): void {
  rowGradients.fill(0, 0, count * dim);
  for (let i = 0; i + 1 < offsets.length; i++) {
    const source = i * dim;
    const [first, end] = [offsets[i], offsets[i + 1]];
    const divisor = Math.max(end - first, 1);
    for (let j = source; j < source + dim; j++) meanGradient[j] /= divisor;
    for (let t = first; t < end; t++) {
      const id = ids[t];
      const row = mapping === undefined ? id : mapping[id];
      const target = slots[row] * dim;
      const weight = tokenWeights === undefined ? 1 : tokenWeights[id];
      for (let j = 0; j < dim; j++) rowGradients[target + j] += meanGradient[source + j] * weight;
      if (weightGradients === undefined) continue;
      let product = 0;
      for (let j = 0; j < dim; j++) product += meanGradient[source + j] * embeddings[row * dim + j];
      weightGradients[id] += product;
    }
  }
}
