import { InvalidArgumentError } from 'commander';

/** Reads a count: an integer from 1. */
export function parseCount(value: string): number {
  const count = integer(value);
  if (count !== undefined && count > 0) return count;
  throw new InvalidArgumentError('Allowed: an integer from 1.');
}

/** Reads a limit: an integer from 1, or `none` as null. */
export function parseLimit(value: string): number | null {
  if (value === 'none') return null;
  const limit = integer(value);
  if (limit !== undefined && limit > 0) return limit;
  throw new InvalidArgumentError('Allowed: an integer from 1, or none.');
}

/** Reads what PCA keeps: a count of dimensions, a fraction of the variance, `auto`, or `none` as null. */
export function parsePcaDims(value: string): number | 'auto' | null {
  if (value === 'none') return null;
  if (value === 'auto') return value;
  const dims = integer(value) ?? fraction(value);
  if (dims !== undefined && dims > 0) return dims;
  throw new InvalidArgumentError('Allowed: a count (256), a fraction of the variance below 1 (0.95), auto, or none.');
}

/** Reads the SIF coefficient: a number between 0 and 1, or `none` as null. */
export function parseSif(value: string): number | null {
  if (value === 'none') return null;
  const coefficient = fraction(value);
  if (coefficient !== undefined) return coefficient;
  throw new InvalidArgumentError('Allowed: a number between 0 and 1 (1e-4), or none.');
}

function integer(value: string): number | undefined {
  const number = Number(value);
  return /^\d+$/.test(value) && Number.isSafeInteger(number) ? number : undefined;
}

function fraction(value: string): number | undefined {
  const number = Number(value);
  return number > 0 && number < 1 ? number : undefined;
}
