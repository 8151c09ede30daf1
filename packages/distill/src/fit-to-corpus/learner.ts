import type { Matrix, OnWarning, StaticModel } from '@m2v/core';
import { tokenRows } from '@m2v/core/kit';
import type { Tokenizer } from '@m2v/core/tokenizer';
import type { Teacher } from '@m2v/inference';
import { withTable } from './with-table.js';

/** A student to be fitted. Its rows may be made while other things are done. */
export interface Learner {
  tokenizer: Tokenizer;
  /** Where its rows lie: they are the teacher's own vectors, or turned in a way of their own, or where a fit has put them. */
  space: 'teacher' | 'own' | 'fitted';
  /** Whether frequent tokens weigh less already. */
  isWeighted: boolean;
  /** Of these tokens, mapping and weights multiplied in, ids x width. */
  rows(ids: Int32Array): Promise<Matrix>;
  /** The model that it becomes with this table and these fields in its config. */
  taught(table: Matrix, config: Readonly<Record<string, unknown>>): StaticModel;
}

/** A student that is a model already; a warning where another teacher made it. */
export function learnerOf(student: StaticModel, teacher: Teacher, onWarning: OnWarning): Learner {
  warnOfOtherTeacher(student, teacher, onWarning);
  return {
    tokenizer: student.tokenizer,
    space: spaceOf(student, teacher),
    isWeighted: isWeighted(student),
    rows: async (ids) => tokenRows(student.table, ids),
    taught: (table, config) => withTable(student, table, config),
  };
}

function warnOfOtherTeacher({ config }: StaticModel, { name }: Teacher, onWarning: OnWarning): void {
  const other = config.tokenizer_name;
  if (typeof other !== 'string' || other === name) return;
  const message = `the student was distilled from ${other}, and is now fitted to what ${name} says`;
  onWarning({ code: 'other-teacher', message });
}

function spaceOf({ config, dim }: StaticModel, teacher: Teacher): Learner['space'] {
  const { fit, tokenizer_name: name, apply_pca: turned, pooling } = config;
  if (fit !== undefined) return 'fitted';
  // What a pooler makes of vectors lies elsewhere.
  const isTeachers = name === teacher.name && turned === null && dim === teacher.dim && pooling !== 'pooler';
  return isTeachers ? 'teacher' : 'own';
}

/** By SIF, or because the model was fitted. */
function isWeighted({ config, table }: Pick<StaticModel, 'config' | 'table'>): boolean {
  const { sif_coefficient, apply_zipf, fit } = config;
  // An int8 table's weights are its scales.
  const ownWeights = table.weights !== undefined && table.dtype !== 'int8';
  return typeof sif_coefficient === 'number' || apply_zipf === true || fit !== undefined || ownWeights;
}
