import { readFileSync } from 'node:fs';
import { fixture, listFixtures } from '@m2v/fixtures';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError, UnsupportedError } from '../errors.js';
import { isWordPiece, parseTokenizerJson, stringifyTokenizerJson } from '../formats/tokenizer-json.js';
import { createTokenizer } from './tokenizer.js';

const uncased = readFileSync(fixture('tokenizers/uncased/tokenizer.json'), 'utf8');

describe.each(listFixtures('tokenizers'))('the tokenizer %s', (name) => {
  const folder = `tokenizers/${name}`;
  const json = readFileSync(fixture(`${folder}/tokenizer.json`), 'utf8');

  test('gives the reference’s ids', async () => {
    const tokenizer = await createTokenizer(json);
    const { rows } = JSON.parse(readFileSync(fixture(`${folder}/expected.json`), 'utf8')) as {
      rows: [string, number[]][];
    };
    expect(rows.length).toBeGreaterThan(0);
    for (const [text, ids] of rows) expect([...tokenizer.encode(text)], JSON.stringify(text)).toEqual(ids);
  });

  test('is the same once written and read again', () => {
    const parsed = parseTokenizerJson(json, name);
    if (!isWordPiece(parsed)) throw new Error('not WordPiece');
    expect(parseTokenizerJson(stringifyTokenizerJson(parsed), name)).toEqual(parsed);
  });
});

test('a limit gives the first ids of the whole', async () => {
  const tokenizer = await createTokenizer(uncased);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 20 }), (text, maxLength) => {
      expect(tokenizer.encode(text, { maxLength })).toEqual(tokenizer.encode(text).slice(0, maxLength));
    }),
  );
});

test('special tokens count towards the limit', async () => {
  const tokenizer = await createTokenizer(uncased);
  const { before, after } = tokenizer.specialTokensAround();
  const ids = tokenizer.encode('the cat and the dog', { addSpecialTokens: true, maxLength: 4 });
  expect([...ids]).toEqual([...before, ...tokenizer.encode('the cat and the dog').slice(0, 2), ...after]);
});

test('a lone surrogate is read as U+FFFD, and any text gives ids of the vocabulary', async () => {
  const tokenizer = await createTokenizer(uncased);
  expect(tokenizer.encode('a\ud800b')).toEqual(tokenizer.encode('a\ufffdb'));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      for (const id of tokenizer.encode(String.fromCharCode(...units)))
        expect(tokenizer.tokens[id]).toBeTypeOf('string');
    }),
  );
});

test('another family is named in the error', async () => {
  const unigram = '{"model":{"type":"Unigram","unk_id":0,"vocab":[["a",0]]}}';
  await expect(createTokenizer(unigram, 'x/tokenizer.json')).rejects.toThrow(/x\/tokenizer.json: .*Unigram/);
  await expect(createTokenizer(unigram)).rejects.toSatisfy(UnsupportedError.is);
});

test.each([
  ['null', /\$ is not an object/],
  ['{}', /model is not an object/],
  ['{"model":{"type":"WordPiece","vocab":{"a":-1}}}', /model\.vocab\["a"\] is not a token id, got -1/],
  ['{"model":{"type":"WordPiece","vocab":{"a":1e99}}}', /is not a token id/],
  [
    '{"model":{"type":"WordPiece","vocab":{"a":0},"unk_token":"[UNK]"}}',
    /names "\[UNK\]", which is not in model\.vocab/,
  ],
  ['{"added_tokens":[{"id":0}],"model":{"type":"WordPiece","vocab":{"[UNK]":0}}}', /added_tokens\[0\]\.content/],
])('%s is a FormatError', async (json, message) => {
  await expect(createTokenizer(json)).rejects.toThrow(message);
  await expect(createTokenizer(json)).rejects.toSatisfy(FormatError.is);
});

test('any JSON gives a tokenizer, or an error that says what is wrong', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (json) => {
      await createTokenizer(`{"model":${json}}`).catch((error) => {
        expect(FormatError.is(error) || UnsupportedError.is(error)).toBe(true);
      });
    }),
  );
});
