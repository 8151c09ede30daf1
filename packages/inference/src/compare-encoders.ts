import { cosineSimilarities, InputError, type Matrix } from '@m2v/core';
import { pearson, spearman } from './correlation.js';
import type { SentenceEncoder } from './sentence-encoder.js';

export interface NamedEncoder {
  name: string;
  encoder: SentenceEncoder;
}

export interface CompareOptions {
  /** How many of the pairs that differ most to return. Default 10. */
  pairs?: number;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

/** Two texts that two encoders see differently. */
export interface DifferingPair {
  /** Indices of the texts, the lower one first. */
  a: number;
  b: number;
  /** Cosine of the reference. */
  reference: number;
  /** Cosine of the other encoder. */
  other: number;
}

export interface Comparison {
  name: string;
  /** Rank correlation of the cosines of all pairs, ties by their mean rank: 1 where both order all pairs alike. */
  spearman: number;
  /** Linear correlation of the same cosines. */
  pearson: number;
  /** The pairs whose cosines differ most, the largest difference first. */
  pairs: DifferingPair[];
}

/** Texts that `compareEncoders` takes at most: all their pairs are two million cosines an encoder, seconds and tens of megabytes. */
export const MOST_COMPARED = 2000;
const MIN_TEXTS = 3;

/**
 * How much of a reference encoder's view of texts others keep, by the cosines of all pairs of texts.
 * @throws InputError for fewer than 3 or more than 2,000 texts, and for texts that an encoder does not tell apart.
 */
export async function compareEncoders(
  reference: SentenceEncoder,
  others: readonly NamedEncoder[],
  texts: readonly string[],
  { pairs = 10, signal }: CompareOptions = {},
): Promise<Comparison[]> {
  const count = Array.isArray(texts) ? texts.length : 0;
  if (count < MIN_TEXTS || count > MOST_COMPARED) {
    throw new InputError({
      where: 'texts',
      what: `are too ${count > MOST_COMPARED ? 'many' : 'few'} to compare`,
      value: Array.isArray(texts) ? count : texts,
      allowed: `${MIN_TEXTS} to ${MOST_COMPARED} texts`,
    });
  }
  if (!Number.isSafeInteger(pairs) || pairs < 0) {
    throw new InputError({ where: 'pairs', what: 'is no count', value: pairs, allowed: 'an integer from 0' });
  }
  const wanted = pairCosines(await reference.encode(texts), 'the reference');
  const comparisons: Comparison[] = [];
  for (const { name, encoder } of others) {
    signal?.throwIfAborted();
    const found = pairCosines(await encoder.encode(texts), name);
    comparisons.push({
      name,
      spearman: spearman(wanted, found),
      pearson: pearson(wanted, found),
      pairs: differingPairs(wanted, found, texts.length, pairs),
    });
  }
  return comparisons;
}

/** Cosines of all pairs a < b, in the order (0,1), (0,2), …, (1,2), …. */
function pairCosines(vectors: Matrix, name: string): Float64Array {
  const n = vectors.rows;
  const cosines = new Float64Array((n * (n - 1)) / 2);
  const { data } = cosineSimilarities(vectors);
  let at = 0;
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) cosines[at++] = data[a * n + b];
  if (cosines.every((cosine) => cosine === cosines[0])) {
    throw new InputError({
      where: 'texts',
      what: `${name} finds all pairs equally similar, so that nothing can be compared`,
      todo: 'give texts that differ, in words that the model knows',
    });
  }
  return cosines;
}

function differingPairs(wanted: Float64Array, found: Float64Array, n: number, count: number): DifferingPair[] {
  const difference = (at: number) => Math.abs(wanted[at] - found[at]);
  const order = Uint32Array.from(wanted, (_, at) => at).sort((x, y) => difference(y) - difference(x) || x - y);
  return Array.from(order.subarray(0, count), (at) => {
    let a = 0;
    let before = at;
    for (; before >= n - 1 - a; a++) before -= n - 1 - a;
    return { a, b: a + 1 + before, reference: wanted[at], other: found[at] };
  });
}
