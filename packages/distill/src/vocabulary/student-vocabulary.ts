import { InputError } from '@m2v/core';
import { createTokenizer, type Tokenizer } from '@m2v/core/tokenizer';
import type { Teacher } from '@m2v/inference';
import type { DistillSettings } from '../distill-options.js';
import { type SelectedVocabulary, selectVocabulary, studentTokenizerJson } from './select-vocabulary.js';
import { type TeacherVocabulary, teacherVocabulary } from './teacher-vocabulary.js';

/** A teacher's vocabulary, and what of it and beside it becomes a student's. */
export interface StudentVocabulary {
  original: TeacherVocabulary;
  selected: SelectedVocabulary;
  /** The student's. */
  tokenizer: Tokenizer;
}

/** @throws as `teacherVocabulary` does; InputError for words that are none, and for fewer tokens than rows that they are to share */
export async function studentVocabulary(teacher: Teacher, settings: DistillSettings): Promise<StudentVocabulary> {
  const original = await teacherVocabulary(teacher);
  const selected = selectVocabulary(original, settings);
  checkClusters(settings.vocabularyQuantization, selected.tokens.length);
  const tokenizer = await createTokenizer(studentTokenizerJson(original, selected));
  return { original, selected, tokenizer };
}

/** Before the teacher is put to work: its minutes would be lost. */
function checkClusters(clusters: number | null, tokens: number): void {
  if (clusters === null || clusters <= tokens) return;
  throw new InputError({
    where: 'vocabularyQuantization',
    what: 'asks for more rows than there are tokens',
    value: clusters,
    allowed: `1 to ${tokens}`,
  });
}
