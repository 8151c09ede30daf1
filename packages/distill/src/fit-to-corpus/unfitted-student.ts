import type { Matrix, StaticModel } from '@m2v/core';
import { tokenRows } from '@m2v/core/kit';
import type { Tokenizer } from '@m2v/core/tokenizer';
import type { Pooling, Teacher } from '@m2v/inference';
import { withTable } from './with-table.js';

/** A student to be fitted. */
export interface UnfittedStudent {
  tokenizer: Tokenizer;
  /** The name of another teacher, which made it. */
  otherTeacher?: string;
  /** Where its rows lie: they are the teacher's own vectors, or rotated in some way, or where a fit has put them. */
  space: 'teacher' | 'rotated' | 'fitted';
  /** Whether frequent tokens weigh less already. */
  isWeighted: boolean;
  /** Whether its rows are at hand; if not, the teacher reads tokens for them. */
  isMade: boolean;
  /** Of these tokens, mapping and weights multiplied in, ids x width. One call at a time. */
  rows(ids: Int32Array, signal: AbortSignal): Promise<Matrix>;
  /** The model that it becomes with this table and these fields in its config. */
  withTable(table: Matrix, config: Readonly<Record<string, unknown>>): StaticModel;
}

/** A student that is a model already. */
export function unfittedStudent(student: StaticModel, teacher: Teacher): UnfittedStudent {
  const { tokenizer_name: maker } = student.config;
  return {
    tokenizer: student.tokenizer,
    otherTeacher: typeof maker !== 'string' || isNamedAlike(maker, teacher.name) ? undefined : maker,
    space: spaceOf(student, teacher),
    isWeighted: isWeighted(student),
    isMade: true,
    rows: async (ids) => tokenRows(student.table, ids),
    withTable: (table, config) => withTable(student, table, config),
  };
}

/** Of a teacher's vectors pooled in this way: what a pooler makes of them lies elsewhere. */
export function spaceOfPooling(pooling: Pooling): 'teacher' | 'rotated' {
  return pooling === 'pooler' ? 'rotated' : 'teacher';
}

/** A hub id (owner/name) and a folder of that name are taken for one teacher, ids of two owners are not. */
function isNamedAlike(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

function spaceOf({ config, dim }: StaticModel, teacher: Teacher): UnfittedStudent['space'] {
  const { fit, tokenizer_name: name, apply_pca: rotated, pooling } = config;
  if (fit !== undefined) return 'fitted';
  const isTeachers =
    typeof name === 'string' && isNamedAlike(name, teacher.name) && rotated === null && dim === teacher.dim;
  return isTeachers ? spaceOfPooling(pooling as Pooling) : 'rotated';
}

/** By SIF, or because the model was fitted. */
function isWeighted({ config, table }: Pick<StaticModel, 'config' | 'table'>): boolean {
  const { sif_coefficient, apply_zipf, fit } = config;
  // An int8 table's weights are its scales.
  const ownWeights = table.weights !== undefined && table.dtype !== 'int8';
  return typeof sif_coefficient === 'number' || apply_zipf === true || fit !== undefined || ownWeights;
}
