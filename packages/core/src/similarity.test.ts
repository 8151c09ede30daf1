import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from './errors.js';
import { cosineSimilarities, cosineSimilarity, dot } from './similarity.js';

const vector = (...values: number[]) => Float32Array.from(values);

describe('dot', () => {
  it('sums the products', () => {
    expect(dot(vector(1, 2, 3), vector(4, -5, 6))).toBe(12);
    expect(dot(vector(), vector())).toBe(0);
  });

  it('sums in float64, where float32 would lose the small part', () => {
    expect(dot(vector(2 ** 24, 1, -(2 ** 24)), vector(1, 1, 1))).toBe(1);
  });

  it('refuses unequal lengths', () => {
    expect(() => dot(vector(1), vector(1, 2))).toThrow('vectors of 1 and 2 values cannot be compared');
  });
});

describe('cosineSimilarity', () => {
  it('is the cosine of the angle, whatever the lengths', () => {
    expect(cosineSimilarity(vector(1, 0), vector(5, 5))).toBeCloseTo(Math.SQRT1_2, 15);
    expect(cosineSimilarity(vector(1, 0), vector(0, 3))).toBe(0);
    expect(cosineSimilarity(vector(1, 2), vector(-2, -4))).toBe(-1);
  });

  it('is 0 beside a zero vector', () => {
    expect(cosineSimilarity(vector(0, 0), vector(1, 2))).toBe(0);
    expect(cosineSimilarity(vector(0, 0), vector(0, 0))).toBe(0);
  });

  it('does not hide NaN', () => {
    expect(cosineSimilarity(vector(Number.NaN, 1), vector(1, 1))).toBeNaN();
    expect(cosineSimilarity(vector(Number.POSITIVE_INFINITY, 1), vector(1, 1))).toBeNaN();
  });

  it('refuses unequal lengths', () => {
    const refusal = (() => {
      try {
        return cosineSimilarity(vector(1, 2, 3), vector(1, 2));
      } catch (error) {
        return error;
      }
    })();
    expect(InputError.is(refusal)).toBe(true);
    expect(refusal).toMatchObject({ name: 'InputError', code: 'invalid-argument' });
  });

  it('is 1 for equal vectors, -1 for opposite ones, symmetric and never beyond', () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    const pair = fc.array(fc.tuple(float, float), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pair, (values) => {
        const a = Float32Array.from(values, ([x]) => x);
        const b = Float32Array.from(values, ([, y]) => y);
        const both = cosineSimilarity(a, b);
        expect(Math.abs(both)).toBeLessThanOrEqual(1);
        expect(cosineSimilarity(b, a)).toBe(both);
        if (a.some((x) => x !== 0)) {
          expect(cosineSimilarity(a, a)).toBe(1);
          expect(
            cosineSimilarity(
              a,
              a.map((x) => -x),
            ),
          ).toBe(-1);
        }
      }),
    );
  });
});

describe('cosineSimilarities', () => {
  const data = vector(1, 0, 0, 2, 1, 1, 0, 0);
  const matrix = { data, rows: 4, dim: 2 };

  it('is the table of all pairs', () => {
    const table = cosineSimilarities(matrix);
    expect([table.rows, table.dim]).toEqual([4, 4]);
    const r = Math.fround(Math.SQRT1_2);
    expect([...table.data]).toEqual([1, 0, r, 0, 0, 1, r, 0, r, r, 1, 0, 0, 0, 0, 0]);
  });

  it('compares the rows of two matrices', () => {
    const table = cosineSimilarities({ data: vector(0, 5), rows: 1, dim: 2 }, matrix);
    expect([table.rows, table.dim]).toEqual([1, 4]);
    expect([...table.data]).toEqual([0, 1, Math.fround(Math.SQRT1_2), 0]);
  });

  it('refuses unequal widths', () => {
    expect(() => cosineSimilarities(matrix, { data: vector(1), rows: 1, dim: 1 })).toThrow(InputError);
  });
});
