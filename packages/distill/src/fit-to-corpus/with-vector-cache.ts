import { FormatError } from '@m2v/core';
import { createTokenizer } from '@m2v/core/tokenizer';
import { createEmbeddings, type Teacher } from '@m2v/inference';
import { openVectorCache } from '#platform';
import { sentencePooling } from './teacher-vectors.js';
import type { VectorCache } from './vector-cache.js';

// Any text does, as long as it stays the same.
const PROBE = 'The quick brown fox jumps over the lazy dog.';

/**
 * Does work with a teacher's cache, or without one where no path is given.
 * @throws InputError for a file that is another teacher's cache, or none; SourceError where it cannot be read or written
 */
export async function withVectorCache<T>(
  path: string | undefined,
  teacher: Teacher,
  { maxTokens, signal }: { maxTokens: number; signal?: AbortSignal },
  work: (cache: VectorCache | undefined) => Promise<T>,
): Promise<T> {
  if (path === undefined) return await work(undefined);
  const { encode } = await createTokenizer(teacher.tokenizerJson, `${teacher.name}: tokenizer.json`);
  const pooling = sentencePooling(teacher);
  const sequences = [encode(PROBE, { addSpecialTokens: true, maxLength: null })];
  const probe = await createEmbeddings(teacher, sequences, { pooling, signal });
  if (!probe.data.every(Number.isFinite)) {
    throw new FormatError('invalid-teacher', {
      where: teacher.name,
      what: 'the teacher gives no numbers for a text',
      value: PROBE,
    });
  }
  const cache = await openVectorCache(path, {
    teacher: teacher.name,
    dtype: teacher.dtype,
    width: 2 * teacher.dim,
    maxTokens,
    pooling,
    probe: [...probe.data],
  });
  try {
    return await work(cache);
  } finally {
    await cache.close();
  }
}
