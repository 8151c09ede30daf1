import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonlVector } from './jsonl-vector.js';

const text = (index: number, vector: number[]): string =>
  new TextDecoder().decode(jsonlVector(index, Float32Array.from(vector)));

describe('jsonlVector', () => {
  it('is one line of JSON', () => {
    expect(text(7, [0.1, -2, 0])).toBe('{"index":7,"embedding":[0.1,-2,0]}\n');
    expect(text(0, [])).toBe('{"index":0,"embedding":[]}\n');
  });

  it('reads back as the same vector', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true, noDefaultInfinity: true }), (vector) => {
        const { embedding } = JSON.parse(new TextDecoder().decode(jsonlVector(0, vector)));
        expect(Float32Array.from(embedding)).toEqual(vector);
      }),
    );
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => text(3, [0, Number.NaN])).toThrow('row 3, value 1: JSON cannot hold this number, got NaN');
  });
});
