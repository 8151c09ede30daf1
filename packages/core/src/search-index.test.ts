import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from './errors.js';
import { type Matrix, row } from './matrix.js';
import { createRandom } from './random.js';
import { createIndex } from './search-index.js';
import { cosineSimilarity } from './similarity.js';

const vector = (...values: number[]) => Float32Array.from(values);

function randomMatrix(rows: number, dim: number, seed: number): Matrix {
  const random = createRandom(seed);
  return { data: Float32Array.from({ length: rows * dim }, () => random.next() - 0.5), rows, dim };
}

describe('createIndex', () => {
  const compass: Matrix = { data: vector(0, 3, 1, 1, 2, 0, 0, -1, 0, 0), rows: 5, dim: 2 };

  it('finds the nearest rows, best first, with their cosines', () => {
    const found = createIndex(compass).nearest(vector(10, 1), { k: 2 });
    expect(found.map(({ index }) => index)).toEqual([2, 1]);
    expect(found[0].score).toBeCloseTo(10 / Math.sqrt(101), 7);
    expect(found[1].score).toBeCloseTo(11 / Math.sqrt(202), 7);
  });

  it('gives all rows where k is more, a zero row at 0', () => {
    const found = createIndex(compass).nearest(vector(0, 1), { k: 99 });
    expect(found.map(({ index }) => index)).toEqual([0, 1, 2, 4, 3]);
    expect(found.at(-1)?.score).toBe(-1);
    expect(found[3].score).toBe(0);
  });

  it('gives 10 rows unless told otherwise, and none of an empty matrix', () => {
    expect(createIndex(randomMatrix(30, 3, 1)).nearest(vector(1, 2, 3))).toHaveLength(10);
    expect(createIndex({ data: vector(), rows: 0, dim: 2 }).nearest(vector(1, 2))).toEqual([]);
  });

  it('breaks ties by the lower index', () => {
    const index = createIndex({ data: vector(1, 1, 0, 1, 1, 1, 2, 2, 0, 1), rows: 5, dim: 2 });
    expect(index.nearest(vector(1, 1), { k: 2 }).map((hit) => hit.index)).toEqual([0, 2]);
    // A zero query is as near to every row.
    expect(index.nearest(vector(0, 0), { k: 3 })).toEqual([0, 1, 2].map((i) => ({ index: i, score: 0 })));
  });

  it('owns its rows', () => {
    const matrix = { data: vector(1, 0, 0, 1), rows: 2, dim: 2 };
    const index = createIndex(matrix);
    matrix.data.fill(7);
    expect(index.nearest(vector(0, 1), { k: 1 })).toEqual([{ index: 1, score: 1 }]);
    expect([index.rows, index.dim]).toEqual([2, 2]);
  });

  it('agrees with sorting every cosine', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 13 }), fc.integer({ min: 1, max: 70 }), (rows, dim, k) => {
        const matrix = randomMatrix(rows, dim, rows * 100 + dim);
        const query = randomMatrix(1, dim, k).data;
        const expected = Array.from({ length: rows }, (_, i) => ({
          i,
          cosine: cosineSimilarity(query, row(matrix, i)),
        }))
          .sort((a, b) => b.cosine - a.cosine || a.i - b.i)
          .slice(0, k);
        const found = createIndex(matrix).nearest(query, { k });
        expect(found).toHaveLength(expected.length);
        for (const [place, { cosine }] of expected.entries()) {
          expect(found[place].score).toBeCloseTo(cosine, 6);
          expect(cosineSimilarity(query, row(matrix, found[place].index))).toBeCloseTo(cosine, 6);
        }
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses k = %d', (k) => {
    expect(() => createIndex(compass).nearest(vector(1, 2), { k })).toThrow(InputError);
  });

  it('refuses a query of another width', () => {
    expect(() => createIndex(compass).nearest(vector(1, 2, 3))).toThrow('query: has 3 values; allowed: 2');
  });

  it('refuses what is not finite, in the query and in the rows', () => {
    expect(() => createIndex(compass).nearest(vector(Number.NaN, 1))).toThrow(
      'query: holds a value that is not finite',
    );
    expect(() => createIndex({ data: vector(1, 2, Number.POSITIVE_INFINITY, 1), rows: 2, dim: 2 })).toThrow('row 1');
  });
});
