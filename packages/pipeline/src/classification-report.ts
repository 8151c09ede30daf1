import { InputError } from '@m2v/core';
import type { Label } from './head.js';
import { isMultiLabel, type Labels, labelList, sortedLabels } from './labels.js';

export interface ClassScores {
  /** Of the texts that were given the class, the share that have it; 0 where none was. */
  precision: number;
  /** Of the texts that have the class, the share that were given it; 0 where none has. */
  recall: number;
  /** The harmonic mean of both. */
  f1: number;
  /** How many texts have the class. */
  support: number;
}

export interface ClassificationReport {
  /** How many texts were compared. */
  texts: number;
  /** In the order of the classes. */
  classes: { label: Label; scores: ClassScores }[];
  /** The share of texts whose label, or whole set of labels, is right. */
  accuracy: number;
  /** Every class counted alike. */
  macro: ClassScores;
  /** Every class counted by its support. */
  weighted: ClassScores;
  /** Every decision counted alike. */
  micro: ClassScores;
  /** With single labels: how often a text of class i was given class j, classes x classes, row-major. */
  confusion?: number[][];
}

/**
 * How predictions stand to the truth, as the reference's `evaluate_single_or_multi_label` and scikit-learn's
 * `classification_report` count it. Truth whose first element is a list is multi-label.
 * @throws InputError where there are not as many predictions as truths, or none, or where only one side has lists
 */
export function classificationReport(predictions: Labels, truth: Labels): ClassificationReport {
  if (predictions.length !== truth.length || truth.length === 0) {
    throw new InputError({
      where: 'labels',
      what: `${truth.length} labels cannot be compared with ${predictions.length} predictions`,
      allowed: 'as many as there are, and at least one',
    });
  }
  const multi = isMultiLabel(truth);
  if (isMultiLabel(predictions) !== multi) {
    const [kind, other] = multi ? ['lists of labels', 'one label'] : ['single labels', 'a list of labels'];
    throw new InputError({ where: 'labels', what: `are ${kind}, where the classifier gives ${other} a text` });
  }
  const [predicted, actual] = [asSets(predictions), asSets(truth)];
  const labels = sortedLabels([...predicted, ...actual].flatMap((set) => [...set]));
  const counts = countClasses(labels, predicted, actual);
  const scores = counts.map(scoresOf);
  const support = scores.reduce((sum, one) => sum + one.support, 0);
  const right = predicted.filter(
    (set, i) => set.size === actual[i].size && [...set].every((label) => actual[i].has(label)),
  );
  return {
    texts: truth.length,
    classes: labels.map((label, i) => ({ label, scores: scores[i] })),
    accuracy: right.length / truth.length,
    macro: average(scores, () => 1, support),
    weighted: average(scores, (one) => one.support, support),
    micro: scoresOf(counts.reduce(addCounts, { hits: 0, given: 0, support: 0 })),
    ...(multi ? {} : { confusion: confusionMatrix(labels, predicted, actual) }),
  };
}

interface Counts {
  hits: number;
  given: number;
  support: number;
}

function asSets(labels: Labels): Set<Label>[] {
  return labels.map((label: Label | readonly Label[]) => new Set(labelList(label)));
}

function countClasses(labels: Label[], predicted: Set<Label>[], actual: Set<Label>[]): Counts[] {
  const counts = labels.map(() => ({ hits: 0, given: 0, support: 0 }));
  const place = placesOf(labels);
  predicted.forEach((set, i) => {
    for (const label of set) {
      counts[place(label)].given++;
      if (actual[i].has(label)) counts[place(label)].hits++;
    }
    for (const label of actual[i]) counts[place(label)].support++;
  });
  return counts;
}

/** Finds the place of a label that is among these. */
function placesOf(labels: Label[]): (label: Label) => number {
  const places = new Map(labels.map((label, i) => [label, i]));
  return (label) => places.get(label) ?? Number.NaN;
}

function addCounts(a: Counts, b: Counts): Counts {
  return { hits: a.hits + b.hits, given: a.given + b.given, support: a.support + b.support };
}

function scoresOf({ hits, given, support }: Counts): ClassScores {
  const precision = given === 0 ? 0 : hits / given;
  const recall = support === 0 ? 0 : hits / support;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, support };
}

function average(scores: ClassScores[], weight: (scores: ClassScores) => number, support: number): ClassScores {
  const total = scores.reduce((sum, one) => sum + weight(one), 0);
  const mean = (key: 'precision' | 'recall' | 'f1') =>
    total === 0 ? 0 : scores.reduce((sum, one) => sum + one[key] * weight(one), 0) / total;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1'), support };
}

function confusionMatrix(labels: Label[], predicted: Set<Label>[], actual: Set<Label>[]): number[][] {
  const place = placesOf(labels);
  const matrix = labels.map(() => labels.map(() => 0));
  predicted.forEach(([given], i) => {
    const [label] = actual[i];
    matrix[place(label)][place(given)]++;
  });
  return matrix;
}
