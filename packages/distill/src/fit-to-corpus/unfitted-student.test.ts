import { StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { fakeTeacher } from '@m2v/inference/test';
import { expect, test } from 'vitest';
import { unfittedStudent } from './unfitted-student.js';

const model = await StaticModel.fromPretrained(fixture('models/cased/model'));
const teacher = fakeTeacher({ dim: model.dim, name: 'teacher' });
const bare = { tokenizer_name: 'teacher', apply_pca: null, sif_coefficient: null, pooling: 'mean' };

test.each<[string, object, string, boolean, string?]>([
  ['a teacher’s own vectors', {}, 'teacher', false],
  ['those that a pooler made', { pooling: 'pooler' }, 'rotated', false],
  ['those after a PCA', { apply_pca: 8 }, 'rotated', false],
  ['those of a model that does not say', { apply_pca: undefined }, 'rotated', false],
  ['those of the teacher under its hub id', { tokenizer_name: 'owner/teacher' }, 'teacher', false],
  ['another teacher’s', { tokenizer_name: 'sister' }, 'rotated', false, 'sister'],
  ['weighed ones', { sif_coefficient: 1e-4 }, 'teacher', true],
  ['fitted ones', { fit: {}, apply_pca: 8 }, 'fitted', true],
])('%s are known by the config', (_, config, space, isWeighted, otherTeacher) => {
  const student = new StaticModel({ ...model, table: model.table, config: { ...bare, ...config } });
  expect(unfittedStudent(student, teacher)).toMatchObject({ space, isWeighted, otherTeacher, isMade: true });
});

test('ids of two owners are two teachers, and a folder is the teacher of that id', () => {
  const student = new StaticModel({
    ...model,
    table: model.table,
    config: { ...bare, tokenizer_name: 'owner/teacher' },
  });
  const otherOf = (name: string) => unfittedStudent(student, fakeTeacher({ dim: model.dim, name })).otherTeacher;
  expect(['owner/teacher', 'teacher', 'sister/teacher', 'her-teacher'].map(otherOf)).toEqual([
    undefined,
    undefined,
    'owner/teacher',
    'owner/teacher',
  ]);
});

test('vectors of another width are not this teacher’s', () => {
  const student = new StaticModel({ ...model, table: model.table, config: bare });
  const wide = fakeTeacher({ dim: model.dim + 1, name: 'teacher' });
  expect(unfittedStudent(student, wide).space).toBe('rotated');
});
