import type { Random } from '@m2v/core/kit';
import type { Tokenizer } from '@m2v/core/tokenizer';

const [SHORTEST, LONGEST] = [4, 12];
// By Zipf's law a word's frequency falls with its rank, here a little flatter at the top.
const RANK_OFFSET = 50;

/**
 * Texts of 4 to 12 whole words of a vocabulary, the frequent ones often: what a teacher can be asked where there is no
 * corpus. Vocabularies list their words by frequency, so that a word’s place is its rank; single letters come before them.
 */
export function* madeUpTexts(
  { tokens }: Pick<Tokenizer, 'tokens'>,
  count: number,
  random: Random,
): Generator<string, void, undefined> {
  const words = tokens.filter((token) => token !== undefined && /^\p{L}{2,}$/u.test(token));
  if (words.length === 0) return;
  // What is drawn below cumulative[i] and not below the one before is word i.
  const cumulative = new Float64Array(words.length);
  let sum = 0;
  for (let i = 0; i < words.length; i++) {
    sum += 1 / (i + RANK_OFFSET);
    cumulative[i] = sum;
  }
  const word = () => words[firstAbove(cumulative, random.next() * sum)];
  for (let i = 0; i < count; i++) {
    yield Array.from({ length: SHORTEST + random.integer(LONGEST - SHORTEST + 1) }, word).join(' ');
  }
}

function firstAbove(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
