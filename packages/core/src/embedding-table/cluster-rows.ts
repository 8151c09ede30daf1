import { InputError } from '../errors.js';
import { type KMeansOptions, kMeans } from '../k-means.js';
import { createMatrix, type Matrix, row } from '../matrix.js';
import type { EmbeddingTable } from './embedding-table.js';
import { quantize } from './quantize.js';

/**
 * A table whose tokens share `clusters` rows. Rows without weights are first divided by their L2 norm plus 1e-32, which
 * becomes the token's weight; rows with weights are clustered as they are. int8 becomes float32.
 * @throws InputError where tokens share rows already, or there are fewer rows than clusters.
 */
export async function clusterRows(
  table: EmbeddingTable,
  clusters: number,
  options: KMeansOptions = {},
): Promise<EmbeddingTable> {
  if (table.mapping !== undefined) {
    throw new InputError({
      where: 'vocabularyQuantization',
      what: 'the tokens of this model share their rows already',
      todo: 'start from a model without a mapping',
    });
  }
  const { matrix, weights } =
    table.weights === undefined ? splitNorms(table.matrix) : { ...table, weights: table.weights };
  const { centroids, labels } = await kMeans(matrix, clusters, options);
  const clustered: EmbeddingTable = { matrix: centroids, dtype: 'float32', mapping: labels, weights };
  return table.dtype === 'float16' ? quantize(clustered, 'float16') : clustered;
}

function splitNorms(matrix: Matrix): { matrix: Matrix; weights: Float32Array } {
  const unit = createMatrix(matrix.rows, matrix.dim);
  const weights = new Float32Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    const source = row(matrix, i);
    let squares = 0;
    for (const value of source) squares += value * value;
    weights[i] = Math.sqrt(squares) + 1e-32;
    const target = row(unit, i);
    for (let j = 0; j < target.length; j++) target[j] = source[j] / weights[i];
  }
  return { matrix: unit, weights };
}
