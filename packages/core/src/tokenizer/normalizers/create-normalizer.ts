import { UnsupportedError } from '../../errors.js';
import { bertNormalizer } from './bert-normalizer.js';
import type { Normalizer } from './normalizer.js';

/** The normalizer that a `normalizer` section describes; none leaves the text alone. */
export function createNormalizer(json: Record<string, unknown> | null, where: string): Normalizer {
  if (json === null) return (text) => text;
  if (json.type === 'BertNormalizer') {
    const lowercase = json.lowercase !== false;
    return bertNormalizer({
      cleanText: json.clean_text !== false,
      handleChineseChars: json.handle_chinese_chars !== false,
      stripAccents: typeof json.strip_accents === 'boolean' ? json.strip_accents : lowercase,
      lowercase,
    });
  }
  throw new UnsupportedError('unsupported-tokenizer', {
    where,
    what: `normalizer ${JSON.stringify(json.type)} is not supported yet`,
    allowed: 'BertNormalizer or none',
  });
}
