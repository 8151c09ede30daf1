import { expect, test } from 'vitest';
import { sampleTexts } from './sample-texts.js';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => `text ${i}`);
const sample = (texts: Parameters<typeof sampleTexts>[0], maxTexts: number, seed = 1) =>
  sampleTexts(texts, { maxTexts, seed, signal: undefined, onProgress: () => {} });

test('all texts come in order where there are no more than asked for, each once, blank ones left out', async () => {
  expect(await sample(['b', ' ', 'a', 'b', ''], 5)).toEqual(['b', 'a']);
});

test('of more, as many as asked for are drawn, the same for the same seed, from all parts alike', async () => {
  const drawn = await sample(numbers(10_000), 1000);
  expect(drawn).toHaveLength(1000);
  expect(await sample(numbers(10_000), 1000)).toEqual(drawn);
  expect(await sample(numbers(10_000), 1000, 2)).not.toEqual(drawn);
  const tenths = new Array(10).fill(0);
  for (const text of drawn) tenths[Math.floor(Number(text.slice(5)) / 1000)]++;
  for (const count of tenths) expect(Math.abs(count - 100)).toBeLessThan(40);
});

test('a stream is read once, and what is no text is named', async () => {
  async function* stream() {
    yield* numbers(3);
  }
  expect(await sample(stream(), 9)).toEqual(numbers(3));
  await expect(sample(['a', 7 as unknown as string], 9)).rejects.toThrow('texts[1]: is not a string, got 7');
  await expect(sample('one text', 9)).rejects.toThrow('texts: is one text');
});
