import { createMatrix, type Matrix, row, type StaticModel } from '@m2v/core';
import { encodedTokenIds, tokenRows } from '@m2v/core/kit';

/** A text as the model adds it up. */
export interface TokenRows {
  tokens: string[];
  /** tokens x dim: what each token adds to the sum. */
  rows: Matrix;
}

/** The tokens of a text that its vector is the mean of. */
export function readTokens(model: StaticModel, text: string): TokenRows {
  const ids = encodedTokenIds(model.tokenizer, text, model);
  return { tokens: Array.from(ids, (id) => model.tokens[id]), rows: tokenRows(model.table, ids) };
}

/** How much each token weighs in its text: the length of its row, the longest being 1. */
export function tokenWeights({ rows }: TokenRows): number[] {
  const lengths = Array.from({ length: rows.rows }, (_, i) => lengthOf(row(rows, i)));
  const longest = Math.max(...lengths, 0);
  return lengths.map((length) => (longest === 0 ? 0 : length / longest));
}

/**
 * What each pair of tokens adds to the cosine of two texts, a.tokens x b.tokens; the sum of all is the cosine. Exact: with
 * means a = Σ rᵢ / n and b = Σ sⱼ / m, cos(a, b) = Σᵢⱼ rᵢ · sⱼ / (|Σ rᵢ| |Σ sⱼ|).
 */
export function pairShares(a: TokenRows, b: TokenRows): Matrix {
  const shares = createMatrix(a.rows.rows, b.rows.rows);
  const norms = lengthOf(sumOfRows(a.rows)) * lengthOf(sumOfRows(b.rows));
  if (norms === 0) return shares;
  for (let i = 0; i < a.rows.rows; i++) {
    const left = row(a.rows, i);
    for (let j = 0; j < b.rows.rows; j++) shares.data[i * shares.dim + j] = product(left, row(b.rows, j)) / norms;
  }
  return shares;
}

/** What each token of `b` adds to the cosine of `a` and `b`, over all tokens of `a`. */
export function tokenShares(a: TokenRows, b: TokenRows): number[] {
  const sum = sumOfRows(a.rows);
  const norms = lengthOf(sum) * lengthOf(sumOfRows(b.rows));
  return Array.from({ length: b.rows.rows }, (_, j) => (norms === 0 ? 0 : product(sum, row(b.rows, j)) / norms));
}

function sumOfRows(rows: Matrix): Float64Array {
  const sum = new Float64Array(rows.dim);
  for (let i = 0; i < rows.rows; i++) {
    const values = row(rows, i);
    for (let k = 0; k < sum.length; k++) sum[k] += values[k];
  }
  return sum;
}

function lengthOf(values: ArrayLike<number>): number {
  return Math.sqrt(product(values, values));
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
