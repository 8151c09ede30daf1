import { InputError } from '@m2v/core';
import type { FitSettings } from './fit-options.js';
import type { SentenceTeacher } from './sentence-teacher.js';
import type { UnfittedStudent } from './unfitted-student.js';

/**
 * Reads a text as far as the teacher does, by the student's tokens: the ids of those that the student knows, and how many there are
 * with unknown ones.
 */
export type Reader = (text: string) => { known: Int32Array; all: number };

/**
 * @throws InputError unless most of the student's tokens are the teacher's, or most of the teacher's are the student's, and texts are cut
 *   in the same way
 */
export function createReader(
  { tokenizer }: Pick<UnfittedStudent, 'tokenizer'>,
  { teacher, tokenizer: theirs }: SentenceTeacher,
  { maxTokens }: Pick<FitSettings, 'maxTokens'>,
): Reader {
  const vocabulary = new Set(tokenizer.tokens);
  const shared = theirs.tokens.filter((token) => vocabulary.has(token)).length;
  const cutAlike = ({ json: { model, normalizer, pre_tokenizer } }: typeof theirs) =>
    JSON.stringify([model.type, normalizer, pre_tokenizer]);
  if (
    cutAlike(tokenizer) !== cutAlike(theirs) ||
    shared < Math.min(tokenizer.tokens.length, theirs.tokens.length) / 2
  ) {
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
