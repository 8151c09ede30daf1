import { InputError, type Matrix, row, UnsupportedError } from '@m2v/core';
import { activated, type Head, type Label, sigmoid } from './head.js';

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
  const rows = Array.from({ length: logits.rows }, (_, i) => row(logits, i));
  return head.activation === 'sigmoid'
    ? rows.map((values) => classes.filter((_, k) => sigmoid(values[k]) > threshold))
    : rows.map((values) => classes[indexOfLargest(values)]);
}

/**
 * The probability of each class, logits.rows x classes.
 * @throws UnsupportedError for a head that gives vectors
 */
export function predictedProbabilities(head: Head, logits: Matrix): Matrix {
  classesOf(head);
  return activated(logits, head.activation);
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
