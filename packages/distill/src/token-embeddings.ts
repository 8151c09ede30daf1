import type { Matrix } from '@m2v/core';
import { createEmbeddings, type Teacher } from '@m2v/inference';
import type { DistillSettings } from './distill-options.js';
import { type TeacherVocabulary, teacherTokenIds } from './vocabulary/teacher-vocabulary.js';

/** The teacher's output for each of these tokens of a student, tokens x teacher.dim. */
export function tokenEmbeddings(
  teacher: Teacher,
  { tokenizer }: TeacherVocabulary,
  tokens: readonly string[],
  { pooling, endToken, signal, onProgress }: Pick<DistillSettings, 'pooling' | 'endToken' | 'signal' | 'onProgress'>,
): Promise<Matrix> {
  const { maxLength } = teacher;
  const sequences = teacherTokenIds(tokens, tokenizer, { maxLength, endToken });
  return createEmbeddings(teacher, sequences, { pooling, signal, onProgress, stage: 'tokens', unit: 'tokens' });
}
