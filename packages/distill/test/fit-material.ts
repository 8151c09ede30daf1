import type { Matrix, StaticModel, Warning } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { distillFromTeacher, type FitRecord, fitRecordOf } from '@m2v/distill';
import { fixture } from '@m2v/fixtures';
import type { ForwardOptions, ForwardPooling, Teacher, TeacherBatch } from '@m2v/inference';
import { loadTeacher } from '@m2v/inference/teacher';

/** What makes a student of its tokens' vectors as they are. */
export const BARE = { pcaDims: null, sifCoefficient: null, quantizeTo: 'float32' } as const;

/** A tiny teacher, its student, and 600 texts of 60 words of their vocabulary. */
export async function fitMaterial(): Promise<{ teacher: Teacher; student: StaticModel; texts: string[] }> {
  const teacher = await loadTeacher(fixture('teachers/tiny-bert'));
  const student = await distillFromTeacher(teacher, BARE);
  const words = student.tokens.filter((token) => /^[a-z]{3,}$/.test(token));
  const random = createRandom(5);
  const word = () => words[random.integer(60)];
  const texts = Array.from({ length: 600 }, () => Array.from({ length: 4 + random.integer(6) }, word).join(' '));
  return { teacher, student, texts };
}

/** `Teacher.forward` with several poolings. */
export type Forward = (batch: TeacherBatch, options: ForwardOptions<readonly ForwardPooling[]>) => Promise<Matrix[]>;

/** Of a random teacher, texts of which each word is drawn alone teach little: where that is not at issue, let it pass. */
export function unlessWorse({ code, message }: Warning): void {
  if (code !== 'worse-fit') throw new Error(`unexpected warning: ${message}`);
}

/** What a fitted model says of its fit. */
export function recordOf(model: StaticModel): FitRecord {
  const record = fitRecordOf(model);
  if (record === undefined) throw new Error('the model was not fitted');
  return record;
}
