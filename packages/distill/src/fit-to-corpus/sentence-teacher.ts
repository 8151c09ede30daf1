import { FormatError } from '@m2v/core';
import { createTokenizer, type Tokenizer } from '@m2v/core/tokenizer';
import type { Pooling, Teacher } from '@m2v/inference';

/** A teacher that is asked about texts. */
export interface SentenceTeacher {
  teacher: Teacher;
  tokenizer: Tokenizer;
  /** How its sentence vectors are made. */
  pooling: Pooling;
}

export async function openSentenceTeacher(teacher: Teacher): Promise<SentenceTeacher> {
  const tokenizer = await createTokenizer(teacher.tokenizerJson, `${teacher.name}: tokenizer.json`);
  return sentenceTeacher(teacher, tokenizer);
}

/** The same, where its tokenizer is at hand. */
export function sentenceTeacher(teacher: Teacher, tokenizer: Tokenizer): SentenceTeacher {
  return { teacher, tokenizer, pooling: teacher.sentence?.pooling ?? 'mean' };
}

/** What is thrown for a teacher whose vector of a text cannot be learnt from. */
export function noNumbers({ name }: Pick<Teacher, 'name'>, text: string): FormatError {
  return new FormatError('invalid-teacher', {
    where: name,
    what: 'the teacher gives no numbers for a text',
    value: text,
    todo: 'use another of its ONNX files (dtype)',
  });
}
