import type { StaticModel } from '@m2v/core';
import type { Teacher } from '@m2v/inference';
import { checkStudent, checkTeacher } from '../check-arguments.js';
import { checkFitOptions, type FitSettings, type FitToCorpusOptions, widthOfFit } from './fit-options.js';
import type { Learner } from './learner.js';
import { createReader, type Reader } from './reader.js';
import type { SentenceTeacher } from './sentence-teacher.js';

/** All that a fit needs, save texts. */
export interface Fit {
  learner: Learner;
  opened: SentenceTeacher;
  reader: Reader;
  settings: FitSettings;
}

/** @throws InputError for what cannot be fitted, or cannot teach, and for options that cannot be used, before any work is done */
export function checkFit(student: StaticModel, teacher: Teacher, options: FitToCorpusOptions): FitSettings {
  checkStudent(student);
  checkTeacher(teacher);
  return checkFitOptions(options, student.dim);
}

/** @throws InputError for a student of another tokenizer */
export function openFit(learner: Learner, opened: SentenceTeacher, settings: FitSettings): Fit {
  const dims = widthOfFit(opened.teacher, settings.dims, settings.onWarning);
  const reader = createReader(learner, opened, settings);
  return { learner, opened, reader, settings: { ...settings, dims } };
}
