import { createMatrix, type Matrix, type StaticModel } from '@m2v/core';
import { meanOfRows } from '@m2v/core/kit';
import { l2NormalizeForward } from './layers/l2-normalize.js';
import { trainingTokenIds } from './training-token-ids.js';

/**
 * The vectors of texts as training sees them, texts x dim: long texts are cut by the training rule, which leaves them longer
 * than `StaticModel.encode` does.
 */
export function trainingVectors(model: StaticModel, texts: readonly string[]): Matrix {
  const { tokenizer, table, maxLength, normalize, dim } = model;
  const vectors = createMatrix(texts.length, dim);
  texts.forEach((text, i) => {
    meanOfRows(table, trainingTokenIds(tokenizer, text, maxLength), vectors.data, i * dim);
  });
  if (normalize) l2NormalizeForward(vectors);
  return vectors;
}
