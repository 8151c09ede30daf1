import { createMatrix, type Matrix, type StaticModel } from '@m2v/core';
import { embeddingBagForward } from './layers/embedding-bag.js';
import { l2NormalizeForward } from './layers/l2-normalize.js';
import { trainingTokenIds } from './tokenized-texts.js';

/**
 * The vectors of texts as training sees them, texts x dim: long texts are cut by the training rule, which leaves them longer
 * than `StaticModel.encode` does.
 */
export function trainingVectors(model: StaticModel, texts: readonly string[]): Matrix {
  const { tokenizer, table, maxLength, normalize, dim } = model;
  const sequences = texts.map((text) => trainingTokenIds(tokenizer, text, maxLength));
  const offsets = new Int32Array(texts.length + 1);
  sequences.forEach((ids, i) => {
    offsets[i + 1] = offsets[i] + ids.length;
  });
  const ids = new Int32Array(offsets[texts.length]);
  sequences.forEach((sequence, i) => {
    ids.set(sequence, offsets[i]);
  });
  const vectors = createMatrix(texts.length, dim);
  const { matrix, mapping, weights } = table;
  embeddingBagForward({ embeddings: matrix.data, dim, mapping, tokenWeights: weights }, { ids, offsets }, vectors.data);
  if (normalize) l2NormalizeForward(vectors);
  return vectors;
}
