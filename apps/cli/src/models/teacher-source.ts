import { SourceError } from '@m2v/core';
import type { TeacherSource } from '@m2v/inference/teacher';

const EMBEDDED = '@m2v/teacher-minilm-l6';

/** The teacher that a name stands for; without one, the embedded teacher. Throws SourceError where that is missing. */
export async function teacherSource(name: string | undefined): Promise<TeacherSource> {
  if (name !== undefined) return name;
  try {
    return await import('@m2v/teacher-minilm-l6');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause;
    throw new SourceError('missing-package', {
      what: `the embedded teacher, ${EMBEDDED}, is not installed`,
      todo: `run: npm install ${EMBEDDED} @huggingface/transformers --onnxruntime-node-install=skip`,
      cause,
    });
  }
}
