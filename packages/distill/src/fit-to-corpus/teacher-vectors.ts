import { FormatError, type OnProgress } from '@m2v/core';
import { encodeFloat16 } from '@m2v/core/kit';
import { createTokenizer } from '@m2v/core/tokenizer';
import { createEmbeddings, type Teacher } from '@m2v/inference';
import type { VectorCache } from './vector-cache.js';

/** What a teacher says of texts, as float16: its sentence vector, and beside it the mean of its vectors of the inner tokens. */
export interface TeacherVectors {
  /** rows x dim, row-major, float16 bits. */
  data: Uint16Array;
  rows: number;
  /** Twice the teacher's width. */
  dim: number;
}

// Texts at a time: many enough that like lengths meet in a batch, few enough that an interruption loses little.
const BLOCK = 2048;

/**
 * Asks a teacher about texts; those that the cache holds are not asked again, and what is asked goes into it.
 * @throws FormatError for a teacher that gives no numbers; the signal's reason when aborted
 */
export async function teacherVectors(
  teacher: Teacher,
  texts: readonly string[],
  {
    maxTokens,
    cache,
    onProgress,
    signal,
  }: { maxTokens: number; cache?: VectorCache; onProgress?: OnProgress; signal?: AbortSignal },
): Promise<TeacherVectors> {
  const { encode } = await createTokenizer(teacher.tokenizerJson, `${teacher.name}: tokenizer.json`);
  const maxLength = Math.min(maxTokens, teacher.maxLength);
  const pooling = [teacher.sentence?.pooling ?? 'mean', 'inner'] as const;
  const dim = 2 * teacher.dim;
  const data = new Uint16Array(texts.length * dim);
  const asked: number[] = [];
  texts.forEach((text, i) => {
    const known = cache?.get(text);
    if (known === undefined) asked.push(i);
    else data.set(known, i * dim);
  });

  let done = texts.length - asked.length;
  const report = (more: number) =>
    onProgress?.({ stage: 'sentences', done: done + more, total: texts.length, unit: 'texts' });
  for (let first = 0; first < asked.length; first += BLOCK) {
    const block = asked.slice(first, first + BLOCK);
    const sequences = block.map((i) => encode(texts[i], { addSpecialTokens: true, maxLength }));
    const matrices = await createEmbeddings(teacher, sequences, {
      pooling,
      signal,
      onProgress: (progress) => report(progress.done),
    });
    block.forEach((i, r) => {
      matrices.forEach((matrix, p) => {
        const vector = matrix.data.subarray(r * teacher.dim, (r + 1) * teacher.dim);
        if (p === 0) checkVector(vector, teacher.name, texts[i]);
        data.set(encodeFloat16(vector), i * dim + p * teacher.dim);
      });
    });
    done += block.length;
    await cache?.add(block.map((i) => ({ text: texts[i], vector: data.subarray(i * dim, (i + 1) * dim) })));
  }
  return { data, rows: texts.length, dim };
}

function checkVector(vector: Float32Array, name: string, text: string): void {
  if (vector.every(Number.isFinite) && vector.some((value) => value !== 0)) return;
  throw new FormatError('invalid-teacher', {
    where: name,
    what: 'the teacher gives no numbers for a text',
    value: text,
    todo: 'use another of its ONNX files (dtype)',
  });
}
