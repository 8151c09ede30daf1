import type { StaticModel } from '@m2v/core';
import type { LoadTeacherOptions, TeacherSource } from '@m2v/inference/teacher';
import { checkVectorCache } from '#platform';
import { distillFromTeacher } from './distill-from-teacher.js';
import { checkDistillOptions, type DistillOptions } from './distill-options.js';

/**
 * Distils a sentence transformer into a static model. The teacher is a folder with ONNX files, a hub id
 * (`owner/name`), or what `@m2v/teacher-minilm-l6` exports; it needs `@huggingface/transformers` installed.
 * @throws as `loadTeacher` and `distillFromTeacher` do.
 */
export async function distill(
  source: TeacherSource,
  options: DistillOptions & LoadTeacherOptions = {},
): Promise<StaticModel> {
  const { fit, fitOptions } = checkDistillOptions(options);
  if (fit !== 'none' && fitOptions.cache !== undefined) await checkVectorCache(fitOptions.cache);
  const { loadTeacher } = await import('@m2v/inference/teacher');
  const teacher = await loadTeacher(source, options);
  try {
    return await distillFromTeacher(teacher, options);
  } finally {
    await teacher.dispose();
  }
}
