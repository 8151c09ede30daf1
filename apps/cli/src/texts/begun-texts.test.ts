import { expect, it } from 'vitest';
import { begunTexts } from './begun-texts.js';

it('gives all texts from the first that is not blank', async () => {
  const given = await begunTexts(['', ' ', 'one', '', 'two'], 'some.txt');
  const read: string[] = [];
  for await (const text of given) read.push(text);
  expect(read).toEqual(['one', '', 'two']);
});

it.each([[[]], [['', '  ']]])('%j is refused', async (texts) => {
  await expect(begunTexts(texts, 'some.txt')).rejects.toThrow('some.txt: holds no text, or blank ones alone');
});
