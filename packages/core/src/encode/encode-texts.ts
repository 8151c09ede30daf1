import type { EmbeddingTable } from '../embedding-table/embedding-table.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { firstCodePoints } from './code-points.js';
import { meanOfRows, normalizeInPlace } from './mean-of-rows.js';

export interface EncodeSettings {
  /** Tokens a text, unknown ones included; null for no limit. */
  maxLength: number | null;
  normalize: boolean;
  /** Code points that a token is taken to have at most, for the cut before tokenizing. */
  medianTokenLength: number;
}

/** Writes one vector a text to `out`, row-major, texts.length x dim; a text without known tokens is a zero row. */
export function encodeTexts(
  texts: readonly string[],
  tokenizer: Tokenizer,
  table: EmbeddingTable,
  { maxLength, normalize, medianTokenLength }: EncodeSettings,
  out: Float32Array,
): void {
  const { dim } = table.matrix;
  for (let i = 0; i < texts.length; i++) {
    meanOfRows(table, encodedTokenIds(tokenizer, texts[i], { maxLength, medianTokenLength }), out, i * dim);
    if (normalize) normalizeInPlace(out, i * dim, dim);
  }
}

/** The ids of the tokens whose rows make up a text's vector: the text is cut to as many code points as these may have. */
export function encodedTokenIds(
  tokenizer: Tokenizer,
  text: string,
  { maxLength, medianTokenLength }: Pick<EncodeSettings, 'maxLength' | 'medianTokenLength'>,
): Int32Array {
  const cut = maxLength === null ? text : firstCodePoints(text, maxLength * medianTokenLength);
  return knownTokenIds(tokenizer, cut, maxLength);
}

/** A text's token ids: cut to `maxLength` first, then without the unknown ones, so that these use up the limit. */
export function knownTokenIds(tokenizer: Tokenizer, text: string, maxLength: number | null): Int32Array {
  return tokenizer.encode(text, { maxLength }).filter((id) => id !== tokenizer.unkId);
}
