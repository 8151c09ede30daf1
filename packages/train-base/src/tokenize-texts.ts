import type { StaticModel } from '@m2v/core';
import { type CollectOptions, collectTokenBags, firstCodePoints, type Texts, type TokenBags } from '@m2v/core/kit';

// Code points a token that a text is cut to before it is tokenized.
const LONGEST_TOKEN = 10;

/**
 * Tokenizes by the training rule (see `trainingTokenIds`). Each text is read once; the event loop gets its turns.
 * @throws InputError for a text that is no string, naming its index
 */
export function tokenizeTexts(
  { tokenizer }: Pick<StaticModel, 'tokenizer'>,
  texts: Texts,
  maxLength: number | null,
  options?: CollectOptions,
): Promise<TokenBags> {
  const tokenIds = (text: string) => trainingTokenIds(tokenizer, text, maxLength);
  return collectTokenBags(texts, tokenizer.tokens.length, tokenIds, options);
}

/**
 * A text's token ids by the training rule: cut to 10 x maxLength code points, tokenized whole, unknown tokens dropped, then
 * cut to maxLength tokens.
 */
export function trainingTokenIds(
  tokenizer: StaticModel['tokenizer'],
  text: string,
  maxLength: number | null,
): Int32Array {
  const cut = maxLength === null ? text : firstCodePoints(text, LONGEST_TOKEN * maxLength);
  const known = tokenizer.encode(cut, { maxLength: null }).filter((id) => id !== tokenizer.unkId);
  return maxLength === null ? known : known.subarray(0, maxLength);
}
