import type { OnProgress } from '@m2v/core';
import { createYielder, encodeFloat16 } from '@m2v/core/kit';
import { createEmbeddings } from '@m2v/inference';
import { noNumbers, type SentenceTeacher } from './sentence-teacher.js';
import type { VectorCache } from './vector-cache.js';

/** What a teacher says of texts, as float16: its sentence vector, and beside it the mean of its vectors of the inner tokens. */
export interface TeacherVectors {
  /** rows x dim, row-major, float16 bits. */
  data: Uint16Array;
  rows: number;
  /** Twice the teacher's width. */
  dim: number;
}

// Texts at a time: many enough that like lengths meet in a batch, few enough that an interruption loses seconds. With a cache or
// without, since a quantized teacher's rounding goes by the batch.
const BLOCK = 2048;

/**
 * Asks a teacher about texts; those that the cache holds are not asked again, and what is asked goes into it.
 * @throws FormatError for a teacher that gives no numbers; the signal's reason when aborted
 */
export async function teacherVectors(
  { teacher, tokenizer, pooling }: SentenceTeacher,
  texts: readonly string[],
  {
    maxTokens,
    cache,
    onProgress,
    signal,
  }: { maxTokens: number; cache?: VectorCache; onProgress?: OnProgress; signal?: AbortSignal },
): Promise<TeacherVectors> {
  const maxLength = Math.min(maxTokens, teacher.maxLength);
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
    const sequences = block.map((i) => tokenizer.encode(texts[i], { addSpecialTokens: true, maxLength }));
    const matrices = await createEmbeddings(teacher, sequences, {
      pooling: [pooling, 'inner'],
      signal,
      onProgress: (progress) => report(progress.done),
    });
    block.forEach((i, r) => {
      matrices.forEach((matrix, p) => {
        const vector = matrix.data.subarray(r * teacher.dim, (r + 1) * teacher.dim);
        const bits = encodeFloat16(vector);
        if (!isVector(bits, p === 0)) throw noNumbers(teacher, texts[i]);
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
function isVector(bits: Uint16Array, isSentence: boolean): boolean {
  const allFinite = bits.every((value) => (value & EXPONENT) !== EXPONENT);
  return allFinite && (!isSentence || bits.some((value) => (value & 0x7fff) !== 0));
}
