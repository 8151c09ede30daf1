import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../errors.js';
import { formatModelCard, isOwnModelCard, type ModelCard, parseModelCard } from './model-card.js';
import { formatScalar } from './yaml.js';

const parse = (text: string) => parseModelCard(new TextEncoder().encode(text), 'm/README.md');
const front = (card: ModelCard, name: string) =>
  new TextDecoder().decode(formatModelCard(card, name)).split('\n---\n')[0].slice(4);

test('the front matter is the one that the reference writes', () => {
  expect(front({ baseModelName: 'owner/model', language: ['en'] }, 'tiny')).toBe(
    'base_model: owner/model\nlanguage:\n- en\nlibrary_name: model2vec\nlicense: mit\nmodel_name: tiny\n' +
      'tags:\n- embeddings\n- static-embeddings\n- sentence-transformers',
  );
  expect(front({}, 'tiny').split('\n')[0]).toBe('library_name: model2vec');
});

// As PyYAML prints them within huggingface_hub 1.33.0's ModelCardData.
test.each([
  ['a b', 'a b'],
  ['true', "'true'"],
  ['123', "'123'"],
  ['1.5', "'1.5'"],
  ['no', "'no'"],
  ["it's", "it's"],
  ['a: b', "'a: b'"],
  ['- x', "'- x'"],
  ['', "''"],
  ['café', 'café'],
  ['with "q"', 'with "q"'],
  ['#h', "'#h'"],
  ['a #b', "'a #b'"],
  ['~', "'~'"],
  ['*a', "'*a'"],
  ['a/b', 'a/b'],
  ['trailing ', "'trailing '"],
  ['2024-01-01', "'2024-01-01'"],
  ['a:', "'a:'"],
  ['[a', "'[a'"],
  ['x,y', 'x,y'],
  ['1:30', "'1:30'"],
  ['😀', '😀'],
])('the string %j is written as %s', (text, scalar) => {
  expect(formatScalar(text)).toBe(scalar);
});

test('any names and languages come back as they were written', () => {
  const name = fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text));
  const names = fc.oneof(fc.constant(undefined), name, fc.array(name, { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(names, names, name, (baseModelName, language, modelName) => {
      const card = parseModelCard(formatModelCard({ baseModelName, language }, modelName), 'x');
      expect([card.baseModelName, card.language]).toEqual([baseModelName, language]);
    }),
    { numRuns: 500 },
  );
});

describe('cards in the wild', () => {
  test.each<[front: string, card: ModelCard]>([
    ['base_model: a/b\nlanguage: en', { baseModelName: 'a/b', language: 'en' }],
    ['base_model:\n- a/b\n- c/d', { baseModelName: ['a/b', 'c/d'] }],
    ['base_model:\n  - "a/b"\n\n  # two\n  - \'c/d\' # it\nlicense: mit', { baseModelName: ['a/b', 'c/d'] }],
    ['language: [en, "de", \'fr\',]', { language: ['en', 'de', 'fr'] }],
    ['language: [\n  en,\n  de\n]', { language: ['en', 'de'] }],
    ['language: []', { language: [] }],
    ['language: no', { language: 'no' }],
    ['language: null\nbase_model:', {}],
    ['# a comment\n\nlanguage: en # English', { language: 'en' }],
    ['"base_model" : a', { baseModelName: 'a' }],
    [
      'model-index:\n- name: x\n  results:\n  - task: {type: y}\nwidget:\n- text: |\n    base_model: no\nlanguage: en',
      { language: 'en' },
    ],
    ['extra: >\n  folded\n  text\nbase_model: a', { baseModelName: 'a' }],
  ])('%j', (text, card) => {
    expect(parse(`---\n${text}\n---\n# Title\n`)).toEqual(card);
    expect(parse(`---\r\n${text.replaceAll('\n', '\r\n')}\r\n---\r\n`)).toEqual(card);
  });

  test('a text without front matter says nothing', () => {
    expect(parse('# Title\n\nbase_model: a\n')).toEqual({});
    expect(parse('')).toEqual({});
    expect(parse('---\nbase_model: a\n')).toEqual({});
  });
});

test.each([
  ['base_model: {a: b}', 'm/README.md, line 2: the front matter is not readable: base_model holds something else'],
  ['license: mit\nlanguage: |\n  en', 'm/README.md, line 3: the front matter is not readable: language holds'],
  ['language: [en, [de]]', 'a list in brackets that is not of strings'],
  ['language: [en', 'a list in brackets'],
  ['language:\n  en: 1', 'something else than a list of strings'],
  ['language: en\n  de', 'a text of several lines'],
  ['no colon here', 'no line of YAML, got "no colon here"'],
  ['language: "a\\qb"', 'line 2'],
])('%j is a FormatError with its line', (text, message) => {
  expect(() => parse(`---\n${text}\n---\n`)).toThrow(FormatError);
  expect(() => parse(`---\n${text}\n---\n`)).toThrow(message);
});

test('any text gives a card or a FormatError', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^(?:(?:base_model|language|x)?:? ?[[\]{}"',a\n#|>-]{0,4}){1,5}$/),
  );
  fc.assert(
    fc.property(text, (yaml) => {
      try {
        parse(`---\n${yaml}\n---\n`);
      } catch (error) {
        if (!FormatError.is(error)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

test('a card of our own is told from one that somebody wrote or made their own', () => {
  const own = formatModelCard({}, 'tiny');
  expect(isOwnModelCard(own)).toBe(true);
  expect(isOwnModelCard(new TextEncoder().encode('---\nlibrary_name: model2vec\n---\n# By hand\n'))).toBe(false);
  const edited = new TextDecoder().decode(own).replace(/<!--.*-->\n/, '');
  expect(isOwnModelCard(new TextEncoder().encode(edited))).toBe(false);
});

test.each([
  ['a list that never ends', (n: number) => `base_model: [a${' '.repeat(n)}{`],
  ['a line without a key', (n: number) => `a${' '.repeat(n)}b`],
  ['a key without an end', (n: number) => `"a${' '.repeat(n)}`],
])(
  '%s of a million characters is refused at once',
  (_, line) => {
    const bytes = new TextEncoder().encode(`---\n${line(1_000_000)}\n---\n`);
    expect(() => parseModelCard(bytes, 'README.md')).toThrow('front matter is not readable');
  },
  5000,
);
