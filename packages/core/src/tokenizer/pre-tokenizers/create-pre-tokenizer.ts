import { UnsupportedError } from '../../errors.js';
import { bertPreTokenizer } from './bert-pre-tokenizer.js';
import type { PreTokenizer } from './pre-tokenizer.js';

/** The pre-tokenizer that a `pre_tokenizer` section describes; none makes the whole text one word. */
export function createPreTokenizer(json: Record<string, unknown> | null, where: string): PreTokenizer {
  if (json === null) return (text) => (text === '' ? [] : [text]);
  if (json.type === 'BertPreTokenizer') return bertPreTokenizer;
  throw new UnsupportedError('unsupported-tokenizer', {
    where,
    what: `pre-tokenizer ${JSON.stringify(json.type)} is not supported yet`,
    allowed: 'BertPreTokenizer or none',
  });
}
