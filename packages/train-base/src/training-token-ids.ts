import type { StaticModel } from '@m2v/core';
import { firstCodePoints } from '@m2v/core/kit';

// Code points a token that a text is cut to before it is tokenized.
const LONGEST_TOKEN = 10;

/**
 * A text's token ids by the training rule: cut to 10 x maxLength code points, tokenized whole, unknown tokens dropped, then
 * cut to maxLength tokens.
 */
export function trainingTokenIds(
  { encode, unkId }: Pick<StaticModel['tokenizer'], 'encode' | 'unkId'>,
  text: string,
  maxLength: number | null,
): Int32Array {
  const ids = encode(maxLength === null ? text : firstCodePoints(text, LONGEST_TOKEN * maxLength));
  let known = 0;
  for (let t = 0; t < ids.length; t++) if (ids[t] !== unkId) ids[known++] = ids[t];
  return ids.subarray(0, maxLength === null ? known : Math.min(known, maxLength));
}
