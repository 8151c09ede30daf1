import { InputError } from '@m2v/core';
import type { Label } from './head.js';

/** One label a text, or a list of labels a text. */
export type Labels = readonly Label[] | readonly (readonly Label[])[];

/** Whether labels are lists of labels, as the first of them says. */
export function isMultiLabel(labels: Labels): labels is readonly (readonly Label[])[] {
  return Array.isArray(labels[0]);
}

/** A text's labels as a list. */
export function labelList(label: Label | readonly Label[]): readonly Label[] {
  return typeof label === 'object' ? label : [label];
}

/** The distinct labels, sorted as Python sorts them: numbers by value, strings by code point. */
export function sortedLabels(labels: Iterable<Label>): Label[] {
  return [...new Set(labels)].sort(compareLabels);
}

function compareLabels(a: Label, b: Label): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number' || typeof b === 'number') {
    throw new InputError({
      where: 'labels',
      what: 'are strings and numbers mixed',
      value: [a, b],
      allowed: 'one kind',
    });
  }
  return compareCodePoints(a, b);
}

// JavaScript compares UTF-16 units, which puts what is above U+FFFF before U+E000 to U+FFFF.
function compareCodePoints(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = (x[i].codePointAt(0) ?? 0) - (y[i].codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
