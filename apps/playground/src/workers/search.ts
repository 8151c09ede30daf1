import type { SearchIndex, StaticModel } from '@m2v/core';
import { locateTokens } from './locate-tokens.js';
import { readTokens, tokenShares } from './token-arithmetic.js';

/** A part of a text that speaks for the match. */
export interface Mark {
  start: number;
  end: number;
  /** What it adds to the cosine. */
  share: number;
}

export interface Hit {
  index: number;
  score: number;
  text: string;
  marks: Mark[];
}

// Below this a token is noise: every token shares a little with every other.
const LEAST_SHARE = 0.02;

export function searchTexts(
  { model, index, texts }: { model: StaticModel; index: SearchIndex; texts: readonly string[] },
  { query, k }: { query: string; k: number },
): Hit[] {
  const vector = model.encode(query);
  if (vector.every((value) => value === 0)) return [];
  const asked = readTokens(model, query);
  return index.nearest(vector, { k }).map(({ index: at, score }) => {
    const read = readTokens(model, texts[at]);
    return { index: at, score, text: texts[at], marks: marksOf(texts[at], read.tokens, tokenShares(asked, read)) };
  });
}

/** Where the tokens stand that speak for the match; pieces of one word that touch are one mark. */
function marksOf(text: string, tokens: readonly string[], shares: readonly number[]): Mark[] {
  const marks: Mark[] = [];
  locateTokens(text, tokens).forEach((range, i) => {
    if (range === undefined || shares[i] < LEAST_SHARE) return;
    const last = marks.at(-1);
    if (last !== undefined && last.end === range.start) {
      last.end = range.end;
      last.share += shares[i];
    } else marks.push({ ...range, share: shares[i] });
  });
  return marks;
}
