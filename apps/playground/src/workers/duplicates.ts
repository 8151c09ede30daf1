import { type Duplicate, deduplicate, type Matrix } from '@m2v/core';

/** Rows that repeat an earlier one, the surest first. */
function findDuplicates({ matrix, threshold }: { matrix: Matrix; threshold: number }): Duplicate[] {
  return deduplicate(matrix, { threshold }).duplicates.sort((a, b) => b.score - a.score || a.index - b.index);
}

export const duplicatesApi = { findDuplicates };
export type DuplicatesApi = typeof duplicatesApi;
