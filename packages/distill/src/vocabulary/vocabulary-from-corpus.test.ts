import { expect, test } from 'vitest';
import { vocabularyFromCorpus } from './vocabulary-from-corpus.js';

const texts = [
  'Kubernetes pods; kubernetes!',
  "The pod's state isn’t 2024",
  'pods and KUBERNETES, a B2B-shop in Zürich',
];

test('gives the most frequent words first, lower-cased, as many as asked for', async () => {
  expect(await vocabularyFromCorpus(texts, 2)).toEqual(['kubernetes', 'pods']);
  expect(await vocabularyFromCorpus(texts, 99)).toEqual([
    ...['kubernetes', 'pods', 'and', 'b2b-shop', 'in', 'isn’t', "pod's", 'state', 'the', 'zürich'],
  ]);
  expect(await vocabularyFromCorpus(texts, 99, { minLength: 5 })).toEqual([
    ...['kubernetes', 'b2b-shop', 'isn’t', "pod's", 'state', 'zürich'],
  ]);
});

test('reads a stream, and names what is no text', async () => {
  async function* stream() {
    yield* texts;
  }
  expect(await vocabularyFromCorpus(stream(), 1)).toEqual(['kubernetes']);
  await expect(vocabularyFromCorpus([7 as unknown as string], 1)).rejects.toThrow('texts[0]: is not a string, got 7');
  await expect(vocabularyFromCorpus(texts, 0)).rejects.toThrow('count: cannot be used, got 0');
});
