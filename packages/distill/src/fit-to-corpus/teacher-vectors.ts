import { FormatError, type OnProgress } from '@m2v/core';
import { createYielder, encodeFloat16 } from '@m2v/core/kit';
import { createTokenizer } from '@m2v/core/tokenizer';
import { createEmbeddings, type Pooling, type Teacher } from '@m2v/inference';
import type { VectorCache } from './vector-cache.js';

/** What a teacher says of texts, as float16: its sentence vector, and beside it the mean of its vectors of the inner tokens. */
export interface TeacherVectors {
  /** rows x dim, row-major, float16 bits. */
  data: Uint16Array;
  rows: number;
  /** Twice the teacher's width. */
  dim: number;
}

/** How a teacher's sentence vectors are made. */
export function sentencePooling({ sentence }: Pick<Teacher, 'sentence'>): Pooling {
  return sentence?.pooling ?? 'mean';
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
  const pooling = [sentencePooling(teacher), 'inner'] as const;
  const dim = 2 * teacher.dim;
  const data = new Uint16Array(texts.length * dim);
  const asked: number[] = [];
  const pause = createYielder(signal);
  for (const [i, text] of texts.entries()) {
    const known = cache?.get(text);
    if (known === undefined) asked.push(i);
    else data.set(known, i * dim);
    await pause();
  }

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
        const bits = encodeFloat16(vector);
        checkVector(bits, p === 0, teacher.name, texts[i]);
        data.set(bits, i * dim + p * teacher.dim);
      });
    });
    done += block.length;
    await cache?.add(block.map((i) => ({ text: texts[i], vector: data.subarray(i * dim, (i + 1) * dim) })));
  }
  return { data, rows: texts.length, dim };
}

// Of a float16 that is no number, or infinite, all five bits of the exponent are set.
const EXPONENT = 0x7c00;

/** @param isSentence a sentence's vector has a direction, where inner tokens may be none */
function checkVector(bits: Uint16Array, isSentence: boolean, name: string, text: string): void {
  const allFinite = bits.every((value) => (value & EXPONENT) !== EXPONENT);
  if (allFinite && (!isSentence || bits.some((value) => (value & 0x7fff) !== 0))) return;
  throw new FormatError('invalid-teacher', {
    where: name,
    what: 'the teacher gives no numbers for a text',
    value: text,
    todo: 'use another of its ONNX files (dtype)',
  });
}
