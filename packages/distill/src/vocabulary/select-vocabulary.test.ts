import { readFileSync } from 'node:fs';
import { isWordPiece, parseTokenizerJson } from '@m2v/core/tokenizer';
import { fixture, listFixtures } from '@m2v/fixtures';
import { fakeTeacher } from '@m2v/inference/test';
import { describe, expect, test } from 'vitest';
import type { DistillOptions } from '../distill-options.js';
import { checkDistillOptions } from '../distill-options.js';
import { selectVocabulary, studentTokenizerJson } from './select-vocabulary.js';
import { teacherTokenIds, teacherVocabulary } from './teacher-vocabulary.js';

const cases = listFixtures('distilled').filter((name) => !name.endsWith('.json'));

describe.each(cases)('the vocabulary of %s', (name) => {
  const read = (path: string) => readFileSync(fixture(`distilled/${name}/${path}`), 'utf8');
  const { teacher, options } = JSON.parse(read('options.json')) as { teacher: string; options: DistillOptions };
  const { warnings: expectedWarnings } = JSON.parse(read('expected.json')) as { warnings: string[] };

  test('is the reference’s', async () => {
    const warnings: string[] = [];
    const settings = checkDistillOptions({ ...options, onWarning: ({ message }) => warnings.push(message) });
    const original = await teacherVocabulary(tinyTeacher(teacher));
    const selected = selectVocabulary(original, settings);
    const expected = parseTokenizerJson(read('expected/tokenizer.json'), name);
    expect(studentTokenizerJson(original, selected)).toEqual({ ...expected, truncation: null });
    if (!isWordPiece(expected)) throw new Error('not WordPiece');
    const inOrder = [...expected.model.vocab].sort(([, a], [, b]) => a - b).map(([token]) => token);
    expect(selected.tokens).toEqual(inOrder);
    const aboutVocabulary = expectedWarnings.filter(
      (message) => /token/i.test(message) && !/number of tokens/.test(message),
    );
    expect(warnings).toHaveLength(aboutVocabulary.length);
  });
});

test('a token is given to the teacher by its own id, a new word as the teacher spells it', async () => {
  const { tokenizer } = await teacherVocabulary(tinyTeacher('tiny-bert'));
  const [cls] = tokenizer.specialTokensAround().before;
  const [sep] = tokenizer.specialTokensAround().after;
  const [known, unknown] = teacherTokenIds(['the', 'the the'], tokenizer, { maxLength: 16, endToken: true });
  const the = tokenizer.tokenToId('the')!;
  expect([...known]).toEqual([cls, the, sep]);
  expect([...unknown]).toEqual([cls, the, the, sep]);
  const long = { maxLength: 4, endToken: true };
  expect(teacherTokenIds(['the the the the'], tokenizer, long)[0]).toHaveLength(4);
  const open = teacherTokenIds(['the', 'the the', 'the the the the'], tokenizer, { maxLength: 4, endToken: false });
  expect(open.map((ids) => [...ids])).toEqual([
    [cls, the],
    [cls, the, the],
    [cls, the, the, the],
  ]);
});

test('of the first tokens alone, special ones are not counted, and a word beyond them is a new one', async () => {
  const original = await teacherVocabulary(tinyTeacher('tiny-bert'));
  const whole = checkDistillOptions({ onWarning: () => {} });
  const { tokens: all } = selectVocabulary(original, whole);
  const beyond = all.findLast((token) => /^[a-z]{4,}$/.test(token)) ?? '';
  const warnings: string[] = [];
  const onWarning = ({ message }: { message: string }) => warnings.push(message);
  const options = { ...whole, vocabulary: [beyond], vocabularySize: 100, onWarning };
  const { tokens } = selectVocabulary(original, options);
  expect(warnings).toEqual([expect.stringMatching(/^vocabularySize: the first 100 tokens hold \d+ words; all others/)]);
  const special = original.tokenizer.addedTokens.map(({ content }) => content);
  const counted = (list: readonly string[]) => list.filter((token) => !special.includes(token));
  expect(counted(tokens)).toEqual([...counted(all).slice(0, 100), beyond]);
  expect(teacherTokenIds([beyond], original.tokenizer, { maxLength: 16, endToken: true })[0][1]).toBe(
    original.tokenizer.tokenToId(beyond),
  );
});

test('a sub-word that differs from its entry in case only becomes a phrase', async () => {
  const original = await teacherVocabulary(tinyTeacher('tiny-bert'));
  const warnings: string[] = [];
  const onWarning = ({ message }: { message: string }) => warnings.push(message);
  const bare = { tokenRemovePattern: undefined, vocabularySize: null, onWarning };
  const upper = selectVocabulary(original, { ...bare, vocabulary: ['##ING'] });
  const lower = selectVocabulary(original, { ...bare, vocabulary: ['##ing'] });
  expect(upper).toEqual(lower);
  expect(warnings).toHaveLength(2);
});

function tinyTeacher(name: string) {
  const tokenizerJson = readFileSync(fixture(`teachers/${name}/tokenizer.json`), 'utf8');
  return {
    ...fakeTeacher(),
    name,
    tokenizerJson,
    specialTokens: { pad: '[PAD]', unk: '[UNK]', cls: '[CLS]', sep: '[SEP]', mask: '[MASK]' },
  };
}
