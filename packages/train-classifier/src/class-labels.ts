import { InputError } from '@m2v/core';
import { isMultiLabel, type Label, type Labels, sortedLabels } from '@m2v/pipeline';

/** Labels as training needs them: which classes there are, and the classes of each row. */
export interface ClassLabels {
  multiLabel: boolean;
  /** Sorted as Python sorts them. */
  classes: Label[];
  /** How many rows have each class. */
  counts: Float64Array;
}

/**
 * Reads the kinds of labels and the classes among them.
 * @param where names the labels in errors
 * @throws InputError for no labels, for kinds that are mixed, and for what is neither a string nor an integer
 */
export function readLabels(labels: Labels, where: string): ClassLabels {
  if (!Array.isArray(labels) || labels.length === 0) {
    throw new InputError({
      where,
      what: 'are no list of labels',
      value: labels,
      allowed: 'one label, or a list of labels, a text',
    });
  }
  const multiLabel = isMultiLabel(labels);
  const all: unknown[] = [];
  labels.forEach((label: unknown, i) => {
    if (Array.isArray(label) !== multiLabel) {
      throw new InputError({
        where: `${where}[${i}]`,
        what: 'single labels and lists of labels are mixed',
        value: label,
      });
    }
    if (Array.isArray(label)) all.push(...label);
    else all.push(label);
  });
  const kinds = new Set(all.map((label) => typeof label));
  const wrong = all.find((label) => typeof label !== 'string' && !Number.isSafeInteger(label));
  if (wrong !== undefined || all.includes(undefined) || kinds.size > 1) {
    throw new InputError({
      where,
      what: kinds.size > 1 ? 'are of mixed kinds' : 'are neither strings nor integers',
      value: wrong ?? all.slice(0, 4),
      allowed: 'all strings, or all integers',
    });
  }
  if (all.length === 0) throw new InputError({ where, what: 'name no class at all' });
  const known = all as Label[];
  const classes = sortedLabels(known);
  const index = classIndex(classes);
  const counts = new Float64Array(classes.length);
  for (const label of known) counts[index.get(label) ?? 0]++;
  return { multiLabel, classes, counts };
}

/** Each class's place. */
export function classIndex(classes: readonly Label[]): Map<Label, number> {
  return new Map(classes.map((label, i) => [label, i]));
}

/** @throws InputError unless validation labels are of the kind and the classes that training labels have */
export function checkValidationLabels({ multiLabel, classes }: ClassLabels, labels: Labels): void {
  const validation = readLabels(labels, 'validationLabels');
  if (validation.multiLabel !== multiLabel) {
    throw new InputError({
      where: 'validationLabels',
      what: 'are of another kind than the training labels',
      allowed: multiLabel ? 'lists of labels' : 'single labels',
    });
  }
  const unknown = validation.classes.filter((label) => !classes.includes(label));
  if (unknown.length > 0) {
    throw new InputError({ where: 'validationLabels', what: 'hold classes that no training text has', value: unknown });
  }
}

/** 'balanced', or a weight for each class. */
export type ClassWeight = 'balanced' | ReadonlyMap<Label, number> | Readonly<Record<string, number>>;

/**
 * The weight of each class: total / (classes x count) where balanced, else as given.
 * @throws InputError for a class without a weight above 0, and for a weight without a class
 */
export function classWeights(
  { classes, counts }: ClassLabels,
  asked: ClassWeight | undefined,
): Float32Array | undefined {
  if (asked === undefined) return undefined;
  if (asked === 'balanced') {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return Float32Array.from(counts, (count) => total / (classes.length * count));
  }
  const given = new Map<string, unknown>(
    [...(asked instanceof Map ? asked : Object.entries(asked))].map(([label, weight]) => [String(label), weight]),
  );
  const weights = Float32Array.from(classes, (label) => {
    const weight = given.get(String(label));
    if (typeof weight === 'number' && weight > 0 && Number.isFinite(weight)) return weight;
    throw new InputError({
      where: 'classWeight',
      what: `gives the class ${JSON.stringify(label)} no weight above 0`,
      value: weight ?? null,
    });
  });
  const names = classes.map(String);
  const unknown = [...given.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return weights;
  throw new InputError({ where: 'classWeight', what: 'no such class', value: unknown, allowed: names.join(', ') });
}
