import { type Duplicate, deduplicate, type Matrix } from '@m2v/core';
import type { CallContext } from '@m2v/core/kit';

/** Rows that repeat an earlier one, the surest first. */
async function findDuplicates(
  { matrix, threshold }: { matrix: Matrix; threshold: number },
  { signal, onProgress }: CallContext,
): Promise<Duplicate[]> {
  const { duplicates } = await deduplicate(matrix, { threshold, signal, onProgress });
  return duplicates.sort((a, b) => b.score - a.score || a.index - b.index);
}

export const duplicatesApi = { findDuplicates };
export type DuplicatesApi = typeof duplicatesApi;
