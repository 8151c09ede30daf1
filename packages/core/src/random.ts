import { InputError } from './errors.js';

/** A seeded source of random numbers: equal seeds give equal numbers on every platform. */
export interface Random {
  /** A number in [0, 1), a multiple of 2⁻⁵³. */
  next(): number;
  /** An integer from 0 to below `bound`, itself an integer from 1 to 2³². */
  integer(bound: number): number;
  /** Puts a list into random order, in place. */
  shuffle<T>(list: { readonly length: number; [index: number]: T }): void;
}

/**
 * xoshiro128** 1.1 of Blackman and Vigna (https://prng.di.unimi.it/xoshiro128starstar.c), its state filled from the
 * seed by SplitMix64 as they advise. Not for secrets.
 *
 * @param seed any safe integer, or the generator's state itself: four words, not all zero, which are not written to.
 * @throws InputError for another seed.
 */
export function createRandom(seed: number | Uint32Array): Random {
  let [s0, s1, s2, s3] = typeof seed === 'number' ? stateOf(seed) : checkedState(seed);

  // Int32 arithmetic is uint32 arithmetic on the same bits; only what leaves is made unsigned.
  function nextWord(): number {
    const word = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotateLeft(s3, 11);
    return word;
  }

  // 27 bits above 26, as many as a float64 holds below 1.
  const next = () => ((nextWord() >>> 5) * 2 ** 26 + (nextWord() >>> 6)) * 2 ** -53;

  function integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new InputError({ where: 'bound', what: 'no such range', value: bound, allowed: 'integers from 1 to 2^32' });
    }
    // With 53 bits to choose from, no integer is favoured by more than one part in two million.
    return Math.floor(next() * bound);
  }

  return {
    next,
    integer,
    // Fisher and Yates, from the end.
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const value = list[i];
        list[i] = list[j];
        list[j] = value;
      }
    },
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function checkedState(state: Uint32Array): Uint32Array {
  if (state.length !== 4 || state.every((word) => word === 0)) {
    throw new InputError({
      where: 'seed',
      what: 'no state of the generator',
      allowed: 'four words, not all of them 0',
    });
  }
  return state;
}

/** The first two outputs of SplitMix64 (https://prng.di.unimi.it/splitmix64.c), low word before high word. */
function stateOf(seed: number): Uint32Array {
  if (!Number.isSafeInteger(seed)) {
    throw new InputError({ where: 'seed', what: 'not a seed', value: seed, allowed: 'integers up to 2^53 - 1' });
  }
  const outputs = new BigUint64Array(2);
  let x = BigInt.asUintN(64, BigInt(seed));
  for (let i = 0; i < outputs.length; i++) {
    x = BigInt.asUintN(64, x + 0x9e3779b97f4a7c15n);
    let z = x;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    outputs[i] = z ^ (z >> 31n);
  }
  const mask = 0xffffffffn;
  return Uint32Array.from([outputs[0] & mask, outputs[0] >> 32n, outputs[1] & mask, outputs[1] >> 32n], Number);
}
