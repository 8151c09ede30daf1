import { cosineSimilarities, row, type StaticModel } from '@m2v/core';
import { pairShares, readTokens, tokenWeights } from './token-arithmetic.js';

/** A token with how much it weighs, from 0 to 1. */
export interface WeighedToken {
  token: string;
  weight: number;
}

export interface Comparison {
  /** Cosines of all texts with all texts. */
  similarities: number[][];
  texts: WeighedToken[][];
}

export function compareTexts(model: StaticModel, texts: readonly string[]): Comparison {
  const cosines = cosineSimilarities(model.encode(texts));
  return {
    similarities: texts.map((_, i) => Array.from(row(cosines, i))),
    texts: texts.map((text) => {
      const read = readTokens(model, text);
      return tokenWeights(read).map((weight, i) => ({ token: read.tokens[i], weight }));
    }),
  };
}

/** For each text, what each of its tokens adds to its cosine with text `chosen` together with that text's one token. */
export function broughtTogether(
  model: StaticModel,
  { texts, chosen, token }: { texts: readonly string[]; chosen: number; token: number },
): number[][] {
  const from = readTokens(model, texts[chosen]);
  return texts.map((text, i) =>
    i === chosen || token >= from.tokens.length
      ? []
      : Array.from(row(pairShares(from, readTokens(model, text)), token)),
  );
}
