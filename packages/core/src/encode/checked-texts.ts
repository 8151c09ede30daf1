import { InputError } from '../errors.js';

/** Texts in any form that can be read through once. */
export type Texts = Iterable<string> | AsyncIterable<string>;

/**
 * The texts, one after the other.
 * @throws InputError for what is no list and no stream, one string among them, and for what is no string, naming its index
 */
export async function* checkedTexts(texts: Texts): AsyncGenerator<string, void, undefined> {
  if (typeof texts === 'string') {
    throw new InputError({ where: 'texts', what: 'is one text', allowed: 'a list of texts, or a stream of them' });
  }
  if (!isTexts(texts)) {
    throw new InputError({ where: 'texts', what: 'are no list, and no stream', value: texts });
  }
  let index = 0;
  for await (const text of texts) {
    if (typeof text !== 'string') {
      throw new InputError({ where: `texts[${index}]`, what: 'is not a string', value: text });
    }
    index++;
    yield text;
  }
}

/** Whether a value can be read as texts: one string cannot. */
export function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
