import { expect, test } from 'vitest';
import { checkedTexts } from './checked-texts.js';

const all = async (texts: Iterable<string> | AsyncIterable<string>) => {
  const read: string[] = [];
  for await (const text of checkedTexts(texts)) read.push(text);
  return read;
};

test('lists and streams are read alike', async () => {
  expect(await all(['a', 'b'])).toEqual(['a', 'b']);
  expect(await all(checkedTexts(new Set(['a', 'b'])))).toEqual(['a', 'b']);
});

test('one string, whose letters would be texts, is refused, as is what is none', async () => {
  await expect(all('a text')).rejects.toThrow('texts: is one text; allowed: a list of texts, or a stream of them');
  for (const none of [42, null, undefined]) {
    await expect(all(none as unknown as string[])).rejects.toThrow('texts: are no list, and no stream, got ');
  }
  await expect(all(['a', 3 as unknown as string])).rejects.toThrow('texts[1]: is not a string');
});
