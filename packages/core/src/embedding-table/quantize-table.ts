import type { KMeansOptions } from '../k-means.js';
import type { EmbeddingTable, QuantizeTo } from './embedding-table.js';
import { quantize, reduceDimensionality, storedDtype } from './quantize.js';

export interface QuantizeTableOptions extends Pick<KMeansOptions, 'seed' | 'signal' | 'onProgress'> {
  /** Number of rows that the tokens are to share. Default: each keeps its own. */
  vocabularyQuantization?: number;
  /** How the rows are to be stored. Default: as they are. */
  quantizeTo?: QuantizeTo;
  /** int8 only: keep one scale a row. Default true. */
  scales?: boolean;
  /** Keep only the first so many columns. Default: all. */
  dimensionality?: number;
}

/**
 * A smaller table: rows shared, then stored in another dtype, then cut to fewer columns, in the reference's order. The
 * given one is left alone; what does not change is shared with it.
 * @throws InputError for an option that does not fit the table.
 */
export async function quantizeTable(
  table: EmbeddingTable,
  { vocabularyQuantization, quantizeTo, scales, dimensionality, seed, signal, onProgress }: QuantizeTableOptions,
): Promise<EmbeddingTable> {
  let smaller = table;
  if (vocabularyQuantization !== undefined) {
    // Whoever only encodes need not load k-means.
    const { clusterRows } = await import('./cluster-rows.js');
    smaller = await clusterRows(smaller, vocabularyQuantization, { seed, signal, onProgress });
  }
  if (quantizeTo !== undefined) smaller = quantize(smaller, storedDtype(quantizeTo), { scales });
  if (dimensionality !== undefined) smaller = reduceDimensionality(smaller, dimensionality);
  return smaller;
}
