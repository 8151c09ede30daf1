import { InputError, type StaticModel } from '@m2v/core';
import { createYielder, firstCodePoints } from '@m2v/core/kit';

/** Texts as token ids, one after the other: text i has ids[offsets[i]] to below ids[offsets[i + 1]]. */
export interface TokenizedTexts {
  ids: Int32Array;
  offsets: Int32Array;
}

/** Texts in any form that can be read through once. */
export type Texts = Iterable<string> | AsyncIterable<string>;

// Code points a token that a text is cut to before it is tokenized.
const LONGEST_TOKEN = 10;

/**
 * Tokenizes by the training rule (see `trainingTokenIds`). Each text is read once; the event loop gets its turns.
 * @throws InputError for a text that is no string, naming its index
 */
export async function tokenizeTexts(
  { tokenizer }: Pick<StaticModel, 'tokenizer'>,
  texts: Texts,
  maxLength: number | null,
  { signal, onText }: { signal?: AbortSignal; onText?: (done: number) => void } = {},
): Promise<TokenizedTexts> {
  const pause = createYielder(signal);
  let ids = new Int32Array(1024);
  const offsets = [0];
  let used = 0;
  for await (const text of texts) {
    if (typeof text !== 'string') {
      throw new InputError({ where: `texts[${offsets.length - 1}]`, what: 'is not a string', value: text });
    }
    const kept = trainingTokenIds(tokenizer, text, maxLength);
    while (used + kept.length > ids.length) ids = grown(ids);
    ids.set(kept, used);
    used += kept.length;
    offsets.push(used);
    onText?.(offsets.length - 1);
    await pause();
  }
  return { ids: ids.slice(0, used), offsets: Int32Array.from(offsets) };
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

function grown(ids: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(ids.length * 2);
  larger.set(ids);
  return larger;
}
