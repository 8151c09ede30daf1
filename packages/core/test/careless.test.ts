import {
  cosineSimilarities,
  cosineSimilarity,
  createIndex,
  deduplicate,
  InputError,
  kMeans,
  StaticModel,
} from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { describe, expect, test } from 'vitest';

const model = await StaticModel.fromPretrained(fixture('models/float32/model'));
const vector = model.encode('the black river');
const matrix = model.encode(['the black river', 'a new play']);

// Calls as JavaScript lets them be written.
const calls = { cosineSimilarities, cosineSimilarity, createIndex, deduplicate, kMeans } as unknown as Record<
  string,
  (...args: unknown[]) => unknown
>;
const nearest = createIndex(matrix).nearest as unknown as (...args: unknown[]) => unknown;
const save = model.savePretrained.bind(model) as unknown as (...args: unknown[]) => Promise<unknown>;

describe('an argument of another kind is refused in one line', () => {
  test.each<[string, () => unknown, string]>([
    [
      'texts for vectors',
      () => calls.cosineSimilarity('a', 'b'),
      'vectors of undefined and undefined values cannot be compared; allowed: two of one length',
    ],
    ['one vector alone', () => calls.cosineSimilarity(vector), 'vectors of 12 and undefined values cannot be compared'],
    ['matrices for vectors', () => calls.cosineSimilarity(matrix, matrix), 'cannot be compared'],
    ['a vector for a matrix', () => calls.createIndex(vector), 'matrix: is not a matrix'],
    ['texts for a matrix', () => calls.deduplicate(['a']), 'matrix: is not a matrix, got ["a"]'],
    ['nothing for a matrix', () => calls.cosineSimilarities(), 'matrix: is not a matrix, got undefined'],
    ['a matrix that says too much', () => calls.createIndex({ ...matrix, rows: 3 }), '{"length":24,"rows":3,"dim":12}'],
    ['a text for a query', () => nearest('a'), 'query: is not a vector, got "a"'],
    ['nothing to cluster', () => calls.kMeans(undefined, 2), 'matrix: is not a matrix, got undefined'],
    ['no folder to save to', () => save(), 'folder: names no folder to save to, got undefined; allowed: a path'],
    ['an empty folder to save to', () => save(''), 'folder: names no folder to save to, got ""'],
  ])('%s', async (_, call, message) => {
    const error = await (async () => call())().then(
      () => new Error('nothing was refused'),
      (error: unknown) => error,
    );
    if (!InputError.is(error)) throw error;
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('\n');
  });
});

test('vectors may be arrays of numbers, as JSON has them', () => {
  const numbers = [...vector];
  expect(cosineSimilarity(numbers, vector)).toBe(cosineSimilarity(vector, vector));
  expect(createIndex(matrix).nearest(numbers)).toEqual(createIndex(matrix).nearest(vector));
});
