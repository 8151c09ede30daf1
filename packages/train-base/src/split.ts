import { InputError } from '@m2v/core';
import { type Random, roundHalfEven } from '@m2v/core/kit';

export interface Split {
  /** Indices, ascending. */
  train: Int32Array;
  /** Indices, ascending. */
  validation: Int32Array;
}

export interface SplitOptions {
  /** A share of the rows below 1, capped at 10,000 rows, or a count of rows. Default 0.1. */
  testSize?: number;
  /** The class of each row, to be split in proportion; unused where a class has one row or there are more than validation rows. */
  stratifyBy?: readonly (string | number)[];
}

const LARGEST_SHARE = 10_000;

/**
 * Splits rows 0 to n - 1 at random; at least one goes to validation, and one to training where there are two.
 * @throws InputError for a size that cannot be, and for no rows
 */
export function splitIndices(n: number, { testSize = 0.1, stratifyBy }: SplitOptions, random: Random): Split {
  checkTestSize(testSize);
  const asked = testSize < 1 ? Math.min(roundHalfEven(n * testSize), LARGEST_SHARE) : testSize;
  const count = Math.min(Math.max(1, asked), Math.max(n - 1, 0));
  const strata = stratifyBy === undefined ? undefined : strataOf(stratifyBy, count);
  const groups = strata ?? [Array.from({ length: n }, (_, i) => i)];
  const sizes =
    strata === undefined
      ? [count]
      : stratumSizes(
          strata.map((members) => members.length),
          count,
        );
  const validation: number[] = [];
  const train: number[] = [];
  groups.forEach((members, g) => {
    random.shuffle(members);
    for (let i = 0; i < members.length; i++) (i < sizes[g] ? validation : train).push(members[i]);
  });
  return { train: Int32Array.from(train).sort(), validation: Int32Array.from(validation).sort() };
}

/** @throws InputError for a size that is neither a share nor a count */
export function checkTestSize(testSize: number): void {
  if (testSize > 0 && (testSize < 1 || Number.isSafeInteger(testSize))) return;
  throw new InputError({
    where: 'testSize',
    what: 'is neither a share nor a count',
    value: testSize,
    allowed: 'a number between 0 and 1, or an integer from 1',
  });
}

/** The rows of each class, in the order in which classes appear; undefined where they cannot be split in proportion. */
function strataOf(labels: readonly (string | number)[], count: number): number[][] | undefined {
  const members = new Map<string | number, number[]>();
  labels.forEach((label, i) => {
    const rows = members.get(label);
    if (rows === undefined) members.set(label, [i]);
    else rows.push(i);
  });
  const strata = [...members.values()];
  return strata.length > count || strata.some((rows) => rows.length < 2) ? undefined : strata;
}

/** Validation rows of each class: its share, at least one and never all, put right one by one where they do not add up. */
function stratumSizes(sizes: number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const quotas = sizes.map((size) => (size * count) / total);
  const counts = quotas.map((quota, i) => Math.min(Math.max(roundHalfEven(quota), 1), sizes[i] - 1));
  for (;;) {
    const excess = counts.reduce((sum, value) => sum + value, 0) - count;
    if (excess === 0) return counts;
    const step = excess > 0 ? 1 : -1;
    let worst = -1;
    counts.forEach((value, i) => {
      if (excess > 0 ? value <= 1 : value >= sizes[i] - 1) return;
      if (worst < 0 || (value - quotas[i]) * step > (counts[worst] - quotas[worst]) * step) worst = i;
    });
    if (worst < 0) return counts;
    counts[worst] -= step;
  }
}
