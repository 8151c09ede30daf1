import { InvalidArgumentError } from 'commander';

/** What `none` is in the libraries: null. A parser may not say null itself, which commander takes for "no value". */
export function noneAsNull<T>(value: T | 'none' | undefined): T | null | undefined {
  return value === 'none' ? null : value;
}

/** Reads a count: an integer from 1. */
export function parseCount(value: string): number {
  const count = integer(value);
  if (count !== undefined && count > 0) return count;
  throw new InvalidArgumentError('Allowed: an integer from 1');
}

/** Reads any finite number; what is allowed of it, the library says. */
export function parseNumber(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('Allowed: a number');
}

/** Reads a limit: an integer from 1, or `none`. */
export function parseLimit(value: string): number | 'none' {
  if (value === 'none') return value;
  const limit = integer(value);
  if (limit !== undefined && limit > 0) return limit;
  throw new InvalidArgumentError('Allowed: an integer from 1, or none');
}

/** Reads what PCA keeps: a count of dimensions, a fraction of the variance, `auto`, or `none`. */
export function parsePcaDims(value: string): number | 'auto' | 'none' {
  if (value === 'auto' || value === 'none') return value;
  const dims = integer(value) ?? fraction(value);
  if (dims !== undefined && dims > 0) return dims;
  throw new InvalidArgumentError('Allowed: a count (256), a fraction of the variance below 1 (0.95), auto, or none');
}

/** Reads the SIF coefficient: a number between 0 and 1, or `none`. */
export function parseSif(value: string): number | 'none' {
  if (value === 'none') return value;
  const coefficient = fraction(value);
  if (coefficient !== undefined) return coefficient;
  throw new InvalidArgumentError('Allowed: a number between 0 and 1 (1e-4), or none');
}

function integer(value: string): number | undefined {
  const number = Number(value);
  return /^\d+$/.test(value) && Number.isSafeInteger(number) ? number : undefined;
}

function fraction(value: string): number | undefined {
  const number = Number(value);
  return number > 0 && number < 1 ? number : undefined;
}
