import { describe, expect, it } from 'vitest';
import { InputError } from './errors.js';
import { createRandom } from './random.js';

/** What `next` makes of two 32-bit words of the generator. */
const fromWords = (high: number, low: number) => ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;

function words(random: { next(): number }, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}

describe('createRandom', () => {
  it('gives the published sequence of xoshiro128** from the state 1, 2, 3, 4', () => {
    // As in the tests of Rust's rand_xoshiro, and from the authors' C code.
    const published = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849];
    const expected = [0, 2, 4, 6].map((i) => fromWords(published[i], published[i + 1]));
    expect(words(createRandom(Uint32Array.of(1, 2, 3, 4)), 4)).toEqual(expected);
  });

  it.each([
    // From the authors' C code, seeded by SplitMix64.
    [0, [3737715805, 2584255861, 2876756834, 3286328325]],
    [42, [1776835114, 4165204688, 17111135, 2317295270]],
    [-1, [477689756, 2493998634, 555695776, 607808419]],
    [Number.MAX_SAFE_INTEGER, [1233166643, 1287031142, 661813442, 2960669951]],
  ])('gives the sequence of the C code for seed %d', (seed, [a, b, c, d]) => {
    expect(words(createRandom(seed), 2)).toEqual([fromWords(a, b), fromWords(c, d)]);
  });

  it('leaves the state it is given alone', () => {
    const state = Uint32Array.of(1, 2, 3, 4);
    createRandom(state).next();
    expect([...state]).toEqual([1, 2, 3, 4]);
  });

  it('spreads evenly over [0, 1)', () => {
    const random = createRandom(7);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) counts[Math.floor(random.next() * 10)]++;
    // Nine degrees of freedom: chi-squared above 27.9 has a chance of one in a thousand.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
  });

  it('draws every integer below the bound and no other', () => {
    const random = createRandom(1);
    expect(new Set(Array.from({ length: 200 }, () => random.integer(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(random.integer(1)).toBe(0);
  });

  it('shuffles in place, keeps every element and reaches every order', () => {
    const random = createRandom(3);
    const orders = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const list = Int32Array.of(0, 1, 2);
      random.shuffle(list);
      expect([...list].sort()).toEqual([0, 1, 2]);
      orders.add(list.join());
    }
    expect(orders.size).toBe(6);
  });

  it.each([1.5, Number.NaN, 2 ** 53, new Uint32Array(4), new Uint32Array(3)])('refuses the seed %s', (seed) => {
    expect(() => createRandom(seed)).toThrow(InputError);
  });

  it.each([0, -1, 2.5, 2 ** 32 + 1, Number.NaN])('refuses the bound %d', (bound) => {
    expect(() => createRandom(0).integer(bound)).toThrow(InputError);
  });
});
