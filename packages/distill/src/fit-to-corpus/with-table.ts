import { type Matrix, StaticModel } from '@m2v/core';

/** A model with another table in float32, a row a token, and with these fields in its config. */
export function withTable(model: StaticModel, matrix: Matrix, config: Readonly<Record<string, unknown>>): StaticModel {
  const { tokenizer, normalize, maxLength, baseModelName, language } = model;
  return new StaticModel({
    ...{ tokenizer, normalize, maxLength, baseModelName, language },
    table: { matrix, dtype: 'float32' },
    config: { ...model.config, ...config },
  });
}
