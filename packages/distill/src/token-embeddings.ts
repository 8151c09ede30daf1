import type { Matrix } from '@m2v/core';
import { createEmbeddings, type ForwardPooling, type Teacher } from '@m2v/inference';
import type { DistillSettings } from './distill-options.js';
import type { StudentVocabulary } from './vocabulary/student-vocabulary.js';
import { teacherTokenIds } from './vocabulary/teacher-vocabulary.js';

/** The teacher's output for each token of the student: for each pooling a matrix of tokens x teacher.dim. */
export function tokenEmbeddings(
  teacher: Teacher,
  { original, selected }: StudentVocabulary,
  poolings: readonly ForwardPooling[],
  { signal, onProgress }: Pick<DistillSettings, 'signal' | 'onProgress'>,
): Promise<Matrix[]> {
  const sequences = teacherTokenIds(selected.tokens, original.tokenizer, teacher.maxLength);
  const progress = { stage: 'tokens', unit: 'tokens' } as const;
  return createEmbeddings(teacher, sequences, { pooling: poolings, signal, onProgress, ...progress });
}
