import { type QuantizeTableOptions, quantizeTable } from './embedding-table/quantize-table.js';
import { StaticModel } from './static-model.js';

/**
 * A smaller model: rows shared, then stored in another dtype, then cut to fewer columns, in the reference's order. The
 * given model is left alone; what does not change is shared with it.
 * @throws InputError for an option that does not fit the model.
 */
export async function quantizeModel(model: StaticModel, options: QuantizeTableOptions): Promise<StaticModel> {
  const { tokenizer, config, normalize, maxLength, baseModelName, language } = model;
  const table = await quantizeTable(model.table, options);
  return new StaticModel({ tokenizer, table, config, normalize, maxLength, baseModelName, language });
}
