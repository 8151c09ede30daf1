import { InputError } from '../errors.js';

/**
 * The texts of an argument that takes one text or several.
 * @throws InputError naming the index of what is not a string.
 */
export function asTexts(texts: string | readonly string[]): readonly string[] {
  if (typeof texts === 'string') return [texts];
  if (!Array.isArray(texts))
    throw new InputError({ what: 'texts are neither a string nor an array of strings', value: texts });
  const wrong = texts.findIndex((text) => typeof text !== 'string');
  if (wrong >= 0) throw new InputError({ where: `texts[${wrong}]`, what: 'is not a string', value: texts[wrong] });
  return texts;
}

/** @throws InputError unless `maxLength` is a count of tokens or null for no limit. */
export function checkMaxLength(maxLength: number | null): number | null {
  if (maxLength === null || (Number.isSafeInteger(maxLength) && maxLength > 0)) return maxLength;
  throw new InputError({
    where: 'maxLength',
    what: 'is not a count of tokens',
    value: maxLength,
    allowed: 'an integer above 0, or null for no limit',
  });
}
