import { createEmbeddings } from '@m2v/inference';
import { openVectorCache } from '#platform';
import { noNumbers, type SentenceTeacher } from './sentence-teacher.js';
import type { VectorCache } from './vector-cache.js';

// Any text does, as long as it stays the same.
const PROBE = 'The quick brown fox jumps over the lazy dog.';

/**
 * Does work with a teacher's cache, or without one where no path is given.
 * @throws InputError for a file that is another teacher's cache, or none; SourceError where it cannot be read or written
 */
export async function withVectorCache<T>(
  path: string | undefined,
  { teacher, tokenizer, pooling }: SentenceTeacher,
  { maxTokens, signal }: { maxTokens: number; signal?: AbortSignal },
  work: (cache: VectorCache | undefined) => Promise<T>,
): Promise<T> {
  if (path === undefined) return await work(undefined);
  const sequences = [tokenizer.encode(PROBE, { addSpecialTokens: true, maxLength: null })];
  const probe = await createEmbeddings(teacher, sequences, { pooling, signal });
  if (!probe.data.every(Number.isFinite)) throw noNumbers(teacher, PROBE);
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
