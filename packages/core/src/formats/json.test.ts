import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError } from '../errors.js';
import { isRecord, ownField, parseJson } from './json.js';
import { findJsonProblem } from './json-problem.js';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('an error names the file, the line and the column, and what was found there', () => {
  expect(() => parseJson('{\n  "a": tru\n}', 'm/config.json')).toThrow(
    'm/config.json: not valid JSON at line 2, column 8: expected a value, found "t"',
  );
  expect(() => parseJson('', 'x')).toThrow('line 1, column 1: expected a value, found the end of the text');
  expect(() => parseJson('hello', 'x')).toThrow('line 1, column 1');
  expect(() => parseJson('{"a":1,}', 'x')).toThrow('column 8: expected a key in double quotes, found "}"');
  expect(() => parseJson('[1 2]', 'x')).toThrow('column 4: expected "," or "]", found "2"');
  expect(() => parseJson('{"a":NaN}', 'x')).toThrow('found "N"');
});

test('bytes that are no UTF-8 are a FormatError', () => {
  try {
    parseJson(Uint8Array.of(0x22, 0xff, 0x22), 'x');
    expect.unreachable();
  } catch (error) {
    expect(FormatError.is(error) && error.code).toBe('invalid-json');
  }
});

test('nesting and strings that would overflow a stack give a value or a FormatError', () => {
  const deep = '['.repeat(200_000);
  expect(() => parseJson(deep, 'x')).toThrow(FormatError);
  expect(findJsonProblem(`{"${'a\\n'.repeat(10_000_000)}":0}`)).toBeUndefined();
  expect(findJsonProblem(`${deep}${']'.repeat(200_000)}`)).toBeUndefined();
});

test('duplicate keys are found wherever they hide, and however they are spelled', () => {
  expect(findJsonProblem('{"a":1,"a":2}')).toEqual({ index: 7, what: 'the key "a" stands there twice' });
  expect(findJsonProblem('{"b":[{"a":1,"\\u0061":2}]}')?.what).toContain('"\\u0061"');
  expect(findJsonProblem('{"a":{"a":1},"b":{"a":1}}')).toBeUndefined();
  expect(findJsonProblem('{"a":1,"a":2}', { duplicates: true })).toBeUndefined();
});

test('the search for problems agrees with JSON.parse, on JSON and on damaged JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonProblem(text)).toBeUndefined();
    }),
  );
  const damaged = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '\\', '0', '-', '.', 'e', '\n', 'x'),
    )
    .map(([text, at, insert]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + insert + text.slice(index + 1);
    });
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string()), (text) => {
      expect(findJsonProblem(text, { duplicates: true }) === undefined).toBe(isJson(text));
    }),
    { numRuns: 2000 },
  );
});

test('a field of a prototype is not a field of the file', () => {
  const record = parseJson('{"__proto__":{"normalize":true},"a":1}', 'x');
  expect(isRecord(record) && ownField(record, 'normalize')).toBeUndefined();
  expect(isRecord(record) && ownField(record, 'toString')).toBeUndefined();
  expect(isRecord(record) && ownField(record, 'a')).toBe(1);
  expect(isRecord([])).toBe(false);
  expect(isRecord(null)).toBe(false);
});
