import { InputError } from '@m2v/core';
import { checkedTexts, createYielder, type Texts } from '@m2v/core/kit';

export interface VocabularyFromCorpusOptions {
  /** Words of fewer letters are left out. Default 2. */
  minLength?: number;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/**
 * The most frequent words of texts, the most frequent first (of equal ones the first by code units), lower-cased: for
 * `distill`'s option `vocabulary`, which leaves out those that the teacher has already.
 * @throws InputError for a count that cannot be; as `checkedTexts` does
 */
export async function vocabularyFromCorpus(
  texts: Texts,
  count: number,
  { minLength = 2, signal }: VocabularyFromCorpusOptions = {},
): Promise<string[]> {
  for (const [where, value] of Object.entries({ count, minLength })) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new InputError({ where, what: 'cannot be used', value, allowed: 'integers from 1' });
  }
  const pause = createYielder(signal);
  const counts = new Map<string, number>();
  for await (const text of checkedTexts(texts)) {
    for (const [word] of text.toLowerCase().matchAll(WORD)) {
      if ([...word].length >= minLength && /\p{L}/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    await pause();
  }
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([word]) => word);
}
