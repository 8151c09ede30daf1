import type { EmbeddingTable } from '../embedding-table/embedding-table.js';
import { createMatrix, type Matrix, row } from '../matrix.js';

/** The row of each token, weighted, as a matrix of ids.length x dim. */
export function tokenRows({ matrix, mapping, weights }: EmbeddingTable, ids: ArrayLike<number>): Matrix {
  const result = createMatrix(ids.length, matrix.dim);
  for (let t = 0; t < ids.length; t++) {
    const id = ids[t];
    const target = row(result, t);
    target.set(row(matrix, mapping === undefined ? id : mapping[id]));
    if (weights !== undefined) {
      for (let j = 0; j < target.length; j++) target[j] *= weights[id];
    }
  }
  return result;
}
