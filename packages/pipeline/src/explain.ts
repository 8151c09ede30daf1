import { createMatrix, type Matrix, row, type StaticModel } from '@m2v/core';
import { encodedTokenIds, normalizeInPlace, tokenRows } from '@m2v/core/kit';
import { type Head, headLogits, type Label } from './head.js';

/** What one token of a text does to the scores. */
export interface TokenEffect {
  token: string;
  id: number;
  /** For each output: the logit of the text less the logit of the text without this token. */
  effects: Float32Array;
}

export interface Explanation {
  /** The text's logits, one an output. */
  logits: Float32Array;
  classes?: readonly Label[];
  /** In the order of the text. */
  tokens: TokenEffect[];
  /**
   * For one linear layer over means that are not normalized, what each token adds to each logit: tokens x outputs. Their
   * sum and the bias are the logits. Undefined for other heads, whose logits do not split into such parts.
   */
  contributions?: Matrix;
}

/**
 * What each token of a text did to each score. The embedding is a mean of rows, so leaving a token out is exact and cheap:
 * its row is taken off the sum, and the head looks again.
 */
export function explain(model: StaticModel, head: Head, text: string): Explanation {
  const ids = encodedTokenIds(model.tokenizer, text, model);
  const rows = tokenRows(model.table, ids);
  const used = ids.length;
  const sum = new Float64Array(model.dim);
  for (let t = 0; t < used; t++) {
    const values = row(rows, t);
    for (let j = 0; j < values.length; j++) sum[j] += values[j];
  }

  // The text itself, then the text without each of its tokens.
  const variants = createMatrix(used + 1, model.dim);
  for (let v = 0; v <= used; v++) {
    const left = v === 0 ? used : used - 1;
    const without = v === 0 ? undefined : row(rows, v - 1);
    const target = row(variants, v);
    for (let j = 0; j < model.dim; j++) target[j] = left === 0 ? 0 : (sum[j] - (without?.[j] ?? 0)) / left;
    if (model.normalize) normalizeInPlace(target, 0, target.length);
  }
  const logits = headLogits(head, variants);
  const whole = row(logits, 0);
  return {
    logits: whole.slice(),
    classes: head.classes,
    tokens: Array.from({ length: used }, (_, t) => ({
      token: model.tokens[ids[t]],
      id: ids[t],
      effects: whole.map((value, k) => value - row(logits, t + 1)[k]),
    })),
    ...(head.layers.length === 1 && !model.normalize ? { contributions: split(head, rows, used) } : {}),
  };
}

function split({ layers: [{ weight, inputs, outputs }] }: Head, rows: Matrix, used: number): Matrix {
  const parts = createMatrix(used, outputs);
  for (let t = 0; t < used; t++) {
    const values = row(rows, t);
    for (let k = 0; k < outputs; k++) {
      let part = 0;
      for (let j = 0; j < inputs; j++) part += weight[k * inputs + j] * values[j];
      parts.data[t * outputs + k] = part / used;
    }
  }
  return parts;
}
