import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError, InputError } from '../errors.js';
import { formatConfig, parseConfig } from './config.js';

const parse = (text: string) => parseConfig(new TextEncoder().encode(text), 'm/config.json');
const format = (config: Record<string, unknown>) => new TextDecoder().decode(formatConfig(config));

// Printed by Python 3.11: json.dumps(value, indent=4).
const WRITTEN_BY_PYTHON = `{
    "a": 0.0001,
    "b": 1e-05,
    "d": 123456789012345683968,
    "e": 1.5e-300,
    "f": 5e-324,
    "g": "\\u00e9\\ud83d\\ude00\\u007f\\n\\"\\\\/",
    "h": [],
    "i": {},
    "j": [
        1,
        [
            2.5,
            null
        ]
    ],
    "k": {
        "x": true,
        "y": false
    },
    "m": -1.234e-05,
    "o": 0.1,
    "p": -1,
    "r": 1000000000000000.5,
    "s": "\\ud800"
}`;

test('a config comes out of a load and save byte for byte, unknown fields included', () => {
  expect(format(parse(WRITTEN_BY_PYTHON))).toBe(WRITTEN_BY_PYTHON);
});

test('any JSON object survives a save and load', () => {
  const config = fc.dictionary(
    fc.string().filter((key) => key !== '__proto__' && key !== 'normalize' && key !== 'max_length'),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(config, (value) => {
      expect(parseConfig(formatConfig(value), 'x')).toEqual(value);
    }),
  );
});

test('a field that is undefined is left out', () => {
  expect(format({ a: undefined, b: 1 })).toBe('{\n    "b": 1\n}');
  expect(format({ a: undefined })).toBe('{}');
});

test('what is no JSON object, and known fields of the wrong kind, are named', () => {
  expect(() => parse('not json')).toThrow('m/config.json: not valid JSON at line 1, column 1');
  expect(() => parse('[]')).toThrow('m/config.json: it holds no JSON object');
  expect(() => parse('{"normalize": "yes"}')).toThrow(
    'm/config.json, normalize: wrong kind of value, got "yes"; allowed: true or false',
  );
  for (const value of ['0', '-1', '1.5', '"512"', '1e400']) {
    expect(() => parse(`{"max_length": ${value}}`)).toThrow(FormatError);
  }
  expect(parse('{"max_length": null}').max_length).toBeNull();
  expect(parse('{"max_length": 64, "normalize": true}')).toEqual({ max_length: 64, normalize: true });
});

test('values that JSON cannot hold are refused', () => {
  const deep = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, deep]) {
    expect(() => format({ a: value })).toThrow(InputError);
  }
});
