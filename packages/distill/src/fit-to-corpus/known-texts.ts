import { InputError } from '@m2v/core';
import { createYielder } from '@m2v/core/kit';
import type { FitSettings } from './fit-options.js';
import type { Reader } from './reader.js';

const MANY_UNKNOWN = 0.2;

/**
 * Those that hold a known token; a warning where many tokens are unknown.
 * @throws InputError where none does
 */
export async function knownTexts(
  reader: Reader,
  texts: readonly string[],
  { onWarning, signal }: Pick<FitSettings, 'onWarning' | 'signal'>,
): Promise<string[]> {
  const pause = createYielder(signal);
  let [tokens, unknown] = [0, 0];
  const kept: string[] = [];
  for (const text of texts) {
    const { known, all } = reader(text);
    tokens += all;
    unknown += all - known.length;
    if (known.length > 0) kept.push(text);
    await pause();
  }
  if (kept.length === 0) {
    throw new InputError({
      where: 'texts',
      what: 'hold no token that the model knows',
      todo: 'give texts in its language',
    });
  }
  if (unknown > MANY_UNKNOWN * tokens) {
    const share = `${Math.round((100 * unknown) / tokens)} %`;
    const message = `texts: ${share} of their tokens are unknown to the model, which learns nothing about them`;
    onWarning({ code: 'unknown-tokens', message });
  }
  return kept;
}
