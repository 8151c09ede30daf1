import { InputError } from '@m2v/core';
import { isRecord, parseJson } from '@m2v/core/kit';

/**
 * A teacher's tokenizer.json with its first `count` tokens alone, and those that it adds ([CLS], [UNK] …) wherever they
 * stand. Ids stay the teacher's. A vocabulary is in the order of frequency, so this is a smaller model of the commoner words.
 */
export function firstTokens(tokenizerJson: string, count: number): string {
  const json = parseJson(tokenizerJson, 'tokenizer.json');
  if (!isRecord(json) || !isRecord(json.model) || !isRecord(json.model.vocab)) {
    throw new InputError({
      where: 'tokenizer.json',
      what: 'has no vocabulary to cut',
      todo: 'take the whole vocabulary',
    });
  }
  const added = new Set(
    Array.isArray(json.added_tokens) ? json.added_tokens.filter(isRecord).map(({ content }) => content) : [],
  );
  const byId = Object.entries(json.model.vocab).sort(([, a], [, b]) => Number(a) - Number(b));
  let left = count;
  const vocab = Object.fromEntries(
    byId.filter(([token]) => {
      if (added.has(token)) return true;
      // Left out of every student, and so not counted.
      if (/^\[unused\d+\]$/.test(token)) return false;
      return left-- > 0;
    }),
  );
  return JSON.stringify({ ...json, model: { ...json.model, vocab } });
}
