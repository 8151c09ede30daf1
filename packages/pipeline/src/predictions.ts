import { InputError, type Matrix, row, UnsupportedError } from '@m2v/core';
import { activate, type Head, type Label } from './head.js';

/**
 * The labels that a head's logits stand for: one a row, or with several classes a text the list of those whose probability is
 * above the threshold.
 * @throws InputError for a threshold that is no probability, UnsupportedError for a head that gives vectors
 */
export function predictedLabels(head: Head, logits: Matrix, threshold = 0.5): Label[] | Label[][] {
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new InputError({ where: 'threshold', what: 'is no probability', value: threshold, allowed: '0 to 1' });
  }
  const classes = classesOf(head);
  const scores = activate(logits, head.activation);
  const rows = Array.from({ length: scores.rows }, (_, i) => row(scores, i));
  return head.activation === 'sigmoid'
    ? rows.map((values) => classes.filter((_, k) => values[k] > threshold))
    : rows.map((values) => classes[indexOfLargest(values)]);
}

/**
 * The probability of each class, logits.rows x classes, in place of the logits.
 * @throws UnsupportedError for a head that gives vectors
 */
export function predictedProbabilities(head: Head, logits: Matrix): Matrix {
  classesOf(head);
  return activate(logits, head.activation);
}

function classesOf({ classes, activation }: Head): readonly Label[] {
  if (classes !== undefined && activation !== 'identity') return classes;
  throw new UnsupportedError('unsupported-head', {
    what: 'this head gives vectors, not classes',
    todo: 'use headLogits for its outputs',
  });
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
