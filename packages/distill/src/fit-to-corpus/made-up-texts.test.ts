import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { madeUpTexts } from './made-up-texts.js';

const tokens = [
  '[PAD]',
  '!',
  'a',
  '東',
  ...Array.from({ length: 500 }, (_, i) => `word${'abcdefghij'[i % 10].repeat(1 + i / 10)}`),
  '##ing',
];

test('texts are made of whole words, the first ones most often, the same for the same seed', () => {
  const texts = [...madeUpTexts({ tokens }, 2000, createRandom(1))];
  expect([...madeUpTexts({ tokens }, 2000, createRandom(1))]).toEqual(texts);
  const words = texts.map((text) => text.split(' '));
  for (const text of words) {
    expect(text.length).toBeGreaterThanOrEqual(4);
    expect(text.length).toBeLessThanOrEqual(12);
  }
  const places = words.flat().map((word) => tokens.indexOf(word) - 4);
  expect(Math.min(...places)).toBe(0);
  expect(Math.max(...places)).toBe(499);
  const share = (from: number, to: number) =>
    places.filter((place) => place >= from && place < to).length / places.length;
  // Σ 1 / (i + 50) over the first fifty words is a quarter of that over all five hundred.
  expect(share(0, 50)).toBeCloseTo(Math.log(2) / Math.log(11), 1);
});

test('a vocabulary without words gives none', () => {
  expect([...madeUpTexts({ tokens: ['!', 'a', '##ing'] }, 3, createRandom(1))]).toEqual([]);
});
