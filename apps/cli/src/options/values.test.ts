import { describe, expect, it } from 'vitest';
import { parseCount, parseLimit, parsePcaDims, parseSif } from './values.js';

describe('parseCount', () => {
  it('takes integers from 1', () => {
    expect(['1', '10', '007'].map(parseCount)).toEqual([1, 10, 7]);
  });

  it.each(['0', '-1', '1.5', '1e3', '', ' 1', 'ten', '9007199254740993'])('refuses %j', (value) => {
    expect(() => parseCount(value)).toThrow('Allowed: an integer from 1');
  });
});

describe('parseLimit', () => {
  it('takes integers from 1, and none', () => {
    expect(['1', '512', 'none'].map(parseLimit)).toEqual([1, 512, 'none']);
  });

  it.each(['0', 'null', '-5', ''])('refuses %j', (value) => {
    expect(() => parseLimit(value)).toThrow('Allowed: an integer from 1, or none');
  });
});

describe('parsePcaDims', () => {
  it('takes counts, fractions, auto and none', () => {
    expect(['256', '0.95', '.5', '1e-2', 'auto', 'none'].map(parsePcaDims)).toEqual([
      256,
      0.95,
      0.5,
      0.01,
      'auto',
      'none',
    ]);
  });

  // 1.0 is the reference's way to say "all of the variance"; as a number it could not be told from one dim.
  it.each(['banana', '0', '1.0', '1.5', '-3', '0x10', '', 'NaN'])('refuses %j', (value) => {
    expect(() => parsePcaDims(value)).toThrow('Allowed: a count (256)');
  });
});

describe('parseSif', () => {
  it('takes numbers between 0 and 1, and none', () => {
    expect(['1e-4', '0.5', 'none'].map(parseSif)).toEqual([1e-4, 0.5, 'none']);
  });

  it.each(['0', '1', '-1', '', 'auto'])('refuses %j', (value) => {
    expect(() => parseSif(value)).toThrow('Allowed: a number between 0 and 1');
  });
});
