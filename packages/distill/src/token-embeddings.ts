import type { Matrix } from '@m2v/core';
import { createEmbeddings, type Teacher } from '@m2v/inference';
import type { DistillSettings } from './distill-options.js';
import { type TeacherVocabulary, teacherTokenIds } from './vocabulary/teacher-vocabulary.js';

/** The teacher's output for each token of the student: a matrix of tokens x teacher.dim. */
export function tokenEmbeddings(
  teacher: Teacher,
  tokens: readonly string[],
  { tokenizer }: TeacherVocabulary,
  { pooling, signal, onProgress }: Pick<DistillSettings, 'pooling' | 'signal' | 'onProgress'>,
): Promise<Matrix> {
  const sequences = teacherTokenIds(tokens, tokenizer, teacher.maxLength);
  return createEmbeddings(teacher, sequences, { pooling, signal, onProgress, stage: 'tokens', unit: 'tokens' });
}
