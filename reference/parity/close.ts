import type { Matrix } from '@m2v/core';

/** The largest absolute difference of two matrices of one shape. */
export function largestDifference(a: Matrix, b: Matrix): number {
  if (a.rows !== b.rows || a.dim !== b.dim) throw new Error(`${a.rows} x ${a.dim} beside ${b.rows} x ${b.dim}`);
  let largest = 0;
  for (let i = 0; i < a.data.length; i++) largest = Math.max(largest, Math.abs(a.data[i] - b.data[i]));
  return largest;
}

/** The largest absolute value. */
export function largestValue({ data }: Matrix): number {
  return data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
