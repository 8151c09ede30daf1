import { InputError, type StaticModel } from '@m2v/core';
import type { Teacher } from '@m2v/inference';

// Types tell these apart; plain JavaScript would go on for minutes, or end in the middle of somewhere.

/** @throws InputError for what is no teacher that is loaded */
export function checkTeacher(teacher: Teacher): void {
  if (typeof teacher?.forward === 'function' && typeof teacher.tokenizerJson === 'string') return;
  throw new InputError({ where: 'teacher', what: 'is none that is loaded', todo: 'give what loadTeacher returns' });
}

/** @throws InputError for what is no static model */
export function checkStudent(student: StaticModel): void {
  if (student?.table !== undefined && student.tokenizer !== undefined) return;
  throw new InputError({
    where: 'student',
    what: 'is no static model',
    todo: 'give what StaticModel.fromPretrained or distill returns',
  });
}
