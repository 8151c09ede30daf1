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

/**
 * A warning where another teacher made the student.
 * @throws InputError for a student of another tokenizer
 */
export function openFit(student: UnfittedStudent, opened: SentenceTeacher, settings: FitSettings): Fit {
  const { onWarning } = settings;
  const reader = createReader(student, opened, settings);
  if (student.otherTeacher !== undefined) {
    const message = `the student was distilled from ${student.otherTeacher}, and is now fitted to what ${opened.teacher.name} says`;
    onWarning({ code: 'other-teacher', message });
  }
  const dims = widthOfFit(opened.teacher, settings.dims, onWarning);
  return { student, opened, reader, settings: { ...settings, dims } };
}
