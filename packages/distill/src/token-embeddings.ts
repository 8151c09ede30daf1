import type { Matrix } from '@m2v/core';
import { createEmbeddings, type Teacher } from '@m2v/inference';
import type { DistillSettings } from './distill-options.js';
import type { StudentVocabulary } from './vocabulary/student-vocabulary.js';
import { teacherTokenIds } from './vocabulary/teacher-vocabulary.js';

/** The teacher's output for each token of the student, tokens x teacher.dim. */
export function tokenEmbeddings(
  teacher: Teacher,
  { original, selected }: StudentVocabulary,
  { pooling, endToken, signal, onProgress }: Pick<DistillSettings, 'pooling' | 'endToken' | 'signal' | 'onProgress'>,
): Promise<Matrix> {
  const { maxLength } = teacher;
  const sequences = teacherTokenIds(selected.tokens, original.tokenizer, { maxLength, endToken });
  return createEmbeddings(teacher, sequences, { pooling, signal, onProgress, stage: 'tokens', unit: 'tokens' });
}
