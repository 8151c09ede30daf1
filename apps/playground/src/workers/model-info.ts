import type { StaticModel } from '@m2v/core';
import { textsPerSecond } from './measure-speed.js';

/** What a page says of a model. */
export interface ModelInfo {
  name: string;
  tokens: number;
  dim: number;
  /** Of the rows as the file stores them. */
  bytes: number;
  dtype: string;
  textsPerSecond: number;
}

const BYTES = { float32: 4, float16: 2, int8: 1 };

export function modelInfo(model: StaticModel, name: string): ModelInfo {
  const { matrix, dtype } = model.table;
  return {
    name,
    tokens: model.tokens.length,
    dim: model.dim,
    bytes: matrix.rows * matrix.dim * BYTES[dtype],
    dtype,
    textsPerSecond: textsPerSecond(model),
  };
}
