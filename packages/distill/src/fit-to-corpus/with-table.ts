import { type Matrix, StaticModel } from '@m2v/core';

/** A model with another table in float32, a row a token, and with these fields in its config; its base is the teacher named there. */
export function withTable(model: StaticModel, matrix: Matrix, config: Readonly<Record<string, unknown>>): StaticModel {
  const { tokenizer, normalize, maxLength, language } = model;
  const { tokenizer_name } = config;
  const baseModelName = typeof tokenizer_name === 'string' ? tokenizer_name : model.baseModelName;
  return new StaticModel({
    ...{ tokenizer, normalize, maxLength, baseModelName, language },
    table: { matrix, dtype: 'float32' },
    config: { ...model.config, ...config },
  });
}
