import { InputError, type StaticModel } from '@m2v/core';
import { createTokenizer } from '@m2v/core/tokenizer';
import type { Teacher } from '@m2v/inference';
import type { FitSettings } from './fit-options.js';

/**
 * Reads a text as far as the teacher does, by the student's tokens: the ids of those that the student knows, and how many there are
 * with unknown ones.
 */
export type Reader = (text: string) => { known: Int32Array; all: number };

/** @throws InputError unless most of the teacher's tokens are the student's, cut in the same way */
export async function createReader(
  { tokenizer }: StaticModel,
  teacher: Teacher,
  { maxTokens }: Pick<FitSettings, 'maxTokens'>,
): Promise<Reader> {
  const theirs = await createTokenizer(teacher.tokenizerJson, `${teacher.name}: tokenizer.json`);
  const vocabulary = new Set(tokenizer.tokens);
  const shared = theirs.tokens.filter((token) => vocabulary.has(token)).length;
  const cutAlike = ({ json: { model, normalizer, pre_tokenizer } }: typeof theirs) =>
    JSON.stringify([model.type, normalizer, pre_tokenizer]);
  if (cutAlike(tokenizer) !== cutAlike(theirs) || shared < theirs.tokens.length / 2) {
    throw new InputError({
      where: 'student',
      what: `has another tokenizer than the teacher ${teacher.name}`,
      todo: 'fit a student of this teacher',
    });
  }
  const specials = theirs.encode('', { addSpecialTokens: true, maxLength: null }).length;
  const most = Math.max(1, Math.min(maxTokens, teacher.maxLength) - specials);
  return (text) => {
    const ids = tokenizer.encode(text, { maxLength: most });
    return { known: ids.filter((id) => id !== tokenizer.unkId), all: ids.length };
  };
}
