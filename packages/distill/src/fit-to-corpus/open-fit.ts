import type { StaticModel } from '@m2v/core';
import type { Teacher } from '@m2v/inference';
import { checkStudent, checkTeacher } from '../check-arguments.js';
import { checkFitOptions, type FitSettings, type FitToCorpusOptions, widthOfFit } from './fit-options.js';
import { createReader, type Reader } from './reader.js';
import type { SentenceTeacher } from './sentence-teacher.js';
import type { UnfittedStudent } from './unfitted-student.js';

/** All that a fit needs, save texts. */
export interface Fit {
  student: UnfittedStudent;
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
export function openFit(student: UnfittedStudent, opened: SentenceTeacher, settings: FitSettings): Fit {
  const dims = widthOfFit(opened.teacher, settings.dims, settings.onWarning);
  const reader = createReader(student, opened, settings);
  return { student, opened, reader, settings: { ...settings, dims } };
}
