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
    const text = maxLength === null ? texts[i] : firstCodePoints(texts[i], maxLength * medianTokenLength);
    meanOfRows(table, knownTokenIds(tokenizer, text, maxLength), out, i * dim);
    if (normalize) normalizeInPlace(out, i * dim, dim);
  }
}

/** A text's token ids: cut to `maxLength` first, then without the unknown ones, so that these use up the limit. */
export function knownTokenIds(tokenizer: Tokenizer, text: string, maxLength: number | null): Int32Array {
  return tokenizer.encode(text, { maxLength }).filter((id) => id !== tokenizer.unkId);
}
