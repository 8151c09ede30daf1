import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { fixture } from '@m2v/fixtures';
import { expect, test } from 'vitest';
import { bertNormalizer } from '../normalizers/bert-normalizer.js';
import { canonicalDecomposition } from './canonical-decomposition.js';
import { lowercaseOf } from './mappings.js';
import { cleaned, isChinese, isNonspacingMark, isPunctuation, isWhitespace, isWordCharacter } from './predicates.js';

const digests: { block: number; crc32: Record<string, string[]> } = readJson('unicode/digests.json');

const results: Record<string, (codePoint: number) => string> = {
  cleanText: (c) => cleaned(c) ?? String.fromCodePoint(c),
  spaceChinese: (c) => (isChinese(c) ? ` ${String.fromCodePoint(c)} ` : String.fromCodePoint(c)),
  nfd: (c) => canonicalDecomposition(String.fromCodePoint(c)),
  stripAccents: (c) =>
    [...canonicalDecomposition(String.fromCodePoint(c))]
      .filter((part) => !isNonspacingMark(part.codePointAt(0)!))
      .join(''),
  lowercase: (c) => lowercaseOf(c) ?? String.fromCodePoint(c),
  punctuation: (c) => (isPunctuation(c) ? '1' : '0'),
  whiteSpace: (c) => (isWhitespace(c) ? '1' : '0'),
  word: (c) => (isWordCharacter(c) ? '1' : '0'),
};

test.each(Object.keys(digests.crc32))('%s is the reference’s at every code point', (name) => {
  const result = results[name];
  const wrong = digests.crc32[name].flatMap((expected, block) => {
    const start = block * digests.block;
    let text = '';
    for (let c = start; c < start + digests.block; c++) if (c < 0xd800 || c >= 0xe000) text += `${result(c)}\n`;
    return crc32(text).toString(16).padStart(8, '0') === expected ? [] : [`U+${start.toString(16)}`];
  });
  expect(wrong).toEqual([]);
});

test('strings of marks, syllables, ideographs and controls normalize as the reference normalizes them', () => {
  const { normalizers, rows } = readJson<{
    normalizers: { lowercase: boolean; strip_accents: boolean | null }[];
    rows: [string, ...(string | number)[]][];
  }>('unicode/strings.json');
  normalizers.forEach(({ lowercase, strip_accents }, column) => {
    const normalize = bertNormalizer({
      cleanText: true,
      handleChineseChars: true,
      stripAccents: strip_accents ?? lowercase,
      lowercase,
    });
    for (const [text, ...expected] of rows) {
      const wanted = expected[column];
      expect(normalize(text), JSON.stringify(text)).toBe(typeof wanted === 'number' ? expected[wanted] : wanted);
    }
  });
});

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(fixture(path), 'utf8')) as T;
}
