import { InputError } from '@m2v/core';

/**
 * The texts again, with the first one read: that a source is missing, is no table or holds nothing is then known before longer
 * work begins.
 * @throws InputError for a source that holds no text, or blank ones alone; as reading the source does
 */
export async function begunTexts(
  texts: AsyncIterable<string> | Iterable<string>,
  where: string,
): Promise<AsyncIterable<string>> {
  const rest = from(texts);
  for (;;) {
    const { value, done } = await rest.next();
    if (done) {
      throw new InputError({ where, what: 'holds no text, or blank ones alone', todo: 'give some thousands of texts' });
    }
    if (value.trim() !== '') return after(value, rest);
  }
}

async function* from(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, undefined> {
  yield* texts;
}

async function* after(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
