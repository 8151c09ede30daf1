import { expect, test } from 'vitest';
import { locateTokens } from './locate-tokens.js';

const places = (text: string, tokens: string[]) =>
  locateTokens(text, tokens).map((range) => range && text.slice(range.start, range.end));

test.each([
  ['The Cat naps.', ['the', 'cat', 'nap', '##s', '.'], ['The', 'Cat', 'nap', 's', '.']],
  ['Café Ünal', ['cafe', 'un', '##al'], ['Café', 'Ün', 'al']],
  ['a b a', ['a', 'a'], ['a', 'a']],
  ['👩‍🚀 moon', ['moon'], ['moon']],
  ['ÅÅ straße', ['aa', 'straße'], ['ÅÅ', 'straße']],
])('%s', (text, tokens, wanted) => {
  expect(places(text, tokens)).toEqual(wanted);
});

test('what is not in the text has no place, and what follows is still found', () => {
  expect(places('one three', ['one', '[UNK]', 'three'])).toEqual(['one', undefined, 'three']);
});
