import { readFileSync } from 'node:fs';
import { files } from '@m2v/teacher-minilm-l6';
import { expect, test } from 'vitest';
import { firstTokens } from './first-tokens.js';

const whole = readFileSync(files['tokenizer.json'], 'utf8');

test('the first tokens keep their ids, and those that stand for something are kept wherever they are', () => {
  const vocab: Record<string, number> = JSON.parse(firstTokens(whole, 1500)).model.vocab;
  const original: Record<string, number> = JSON.parse(whole).model.vocab;
  for (const [token, id] of Object.entries(vocab)) expect(original[token]).toBe(id);
  for (const token of ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']) expect(vocab).toHaveProperty([token]);
  expect(Object.keys(vocab)).toHaveLength(1505);
  expect(vocab).not.toHaveProperty(['[unused1]']);
});

test('a tokenizer of another family is refused in a line', () => {
  expect(() => firstTokens('{"model":{"type":"Unigram","vocab":[["a",-1]]}}', 10)).toThrow('no vocabulary to cut');
});
