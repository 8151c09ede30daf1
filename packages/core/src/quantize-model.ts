import { clusterRows } from './embedding-table/cluster-rows.js';
import type { QuantizeTo } from './embedding-table/embedding-table.js';
import { quantize, reduceDimensionality, storedDtype } from './embedding-table/quantize.js';
import type { KMeansOptions } from './k-means.js';
import { StaticModel } from './static-model.js';

export interface QuantizeModelOptions extends Pick<KMeansOptions, 'seed' | 'signal' | 'onProgress'> {
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
 * A smaller model: rows shared, then stored in another dtype, then cut to fewer columns, in the reference's order. The
 * given model is left alone; what does not change is shared with it.
 * @throws InputError for an option that does not fit the model.
 */
export async function quantizeModel(model: StaticModel, options: QuantizeModelOptions): Promise<StaticModel> {
  const { vocabularyQuantization, quantizeTo, scales, dimensionality, ...kMeansOptions } = options;
  let { table } = model;
  if (vocabularyQuantization !== undefined) table = await clusterRows(table, vocabularyQuantization, kMeansOptions);
  if (quantizeTo !== undefined) table = quantize(table, storedDtype(quantizeTo), { scales });
  if (dimensionality !== undefined) table = reduceDimensionality(table, dimensionality);
  const { tokenizer, config, normalize, maxLength, baseModelName, language } = model;
  return new StaticModel({ tokenizer, table, config, normalize, maxLength, baseModelName, language });
}
