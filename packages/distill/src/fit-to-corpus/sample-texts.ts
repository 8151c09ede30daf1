import { InputError } from '@m2v/core';
import { createYielder, type Random, type Texts } from '@m2v/core/kit';

/**
 * As many texts as asked for, drawn so that each line has the same chance (reservoir sampling: Vitter 1985, algorithm R);
 * without blank ones, and of those drawn each once.
 * @throws InputError for what is no text, naming its index
 */
export async function sampleTexts(
  texts: Texts,
  count: number,
  random: Random,
  { signal, onText }: { signal?: AbortSignal; onText: (read: number) => void },
): Promise<string[]> {
  if (typeof texts === 'string') {
    throw new InputError({ where: 'texts', what: 'is one text', allowed: 'a list of texts, or a stream of them' });
  }
  const pause = createYielder(signal);
  const kept: string[] = [];
  let index = 0;
  let read = 0;
  for await (const text of texts) {
    if (typeof text !== 'string') {
      throw new InputError({ where: `texts[${index}]`, what: 'is not a string', value: text });
    }
    index++;
    if (text.trim() !== '') {
      if (kept.length < count) kept.push(text);
      else {
        const place = random.integer(read + 1);
        if (place < count) kept[place] = text;
      }
      read++;
    }
    onText(index);
    await pause();
  }
  return [...new Set(kept)];
}
