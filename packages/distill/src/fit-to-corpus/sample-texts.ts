import { InputError } from '@m2v/core';
import { checkedTexts, createRandom, createYielder, type Texts } from '@m2v/core/kit';
import type { FitSettings } from './fit-options.js';

/**
 * At most `maxTexts` texts, drawn so that each line has the same chance (reservoir sampling: Vitter 1985, algorithm R); without blank
 * ones, and of those drawn each once.
 * @throws as `checkedTexts` does; InputError where there is no text
 */
export async function sampleTexts(
  texts: Texts,
  { maxTexts, seed, signal, onProgress }: Pick<FitSettings, 'maxTexts' | 'seed' | 'signal' | 'onProgress'>,
): Promise<string[]> {
  const pause = createYielder(signal);
  const random = createRandom(seed);
  const kept: string[] = [];
  let index = 0;
  let read = 0;
  for await (const text of checkedTexts(texts)) {
    index++;
    if (text.trim() !== '') {
      if (kept.length < maxTexts) kept.push(text);
      else {
        const place = random.integer(read + 1);
        if (place < maxTexts) kept[place] = text;
      }
      read++;
    }
    onProgress({ stage: 'texts', done: index, unit: 'texts' });
    await pause();
  }
  if (kept.length === 0) {
    throw new InputError({ where: 'texts', what: 'are none, or all blank', allowed: '1 or more' });
  }
  return [...new Set(kept)];
}
