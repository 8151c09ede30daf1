import { FormatError, InputError } from '@m2v/core';
import { columnValue, readRows } from '@m2v/dataset';
import { type Label, type Labels, labelList } from '@m2v/pipeline';
import type { Command } from 'commander';
import { openInput } from '../files/open-input.js';
import { onWarning } from '../output/on-warning.js';
import { formatOption, inputFormat } from './input-format.js';

/** The options of every command that reads texts with labels. */
export interface LabelOptions {
  inputFormat?: 'jsonl' | 'csv';
  textColumn?: string;
  labelColumn?: string;
  labelSeparator?: string;
}

/** Adds the options that say which columns hold texts and labels. */
export function addLabelOptions(command: Command): Command {
  return command
    .option('--text-column <name>', 'the column that holds the text', 'text')
    .option('--label-column <name>', 'the column that holds the label, or in JSONL a list of labels', 'label')
    .option('--label-separator <text>', 'a text may have several labels, separated by this')
    .addOption(formatOption(['jsonl', 'csv']));
}

/** Texts with a label each, or a list of labels each. */
export interface LabelledTexts {
  texts: string[];
  labels: Labels;
}

/**
 * Reads texts and labels out of JSONL or CSV.
 * @param classes those of a classifier: labels are then taken as text or as integers, whichever these are
 * @throws FormatError, naming the row, for a missing column, for values of the wrong kind and for no rows
 */
export async function labelledTexts(
  path: string,
  options: LabelOptions,
  signal: AbortSignal,
  classes: readonly Label[] = [],
): Promise<LabelledTexts> {
  const { textColumn = 'text', labelColumn = 'label', labelSeparator } = options;
  if (labelSeparator === '') throw new InputError({ where: '--label-separator', what: 'is empty', todo: 'name one' });
  const { name, bytes } = await openInput(path, signal);
  const format = inputFormat(path, options.inputFormat, 'jsonl');
  if (format === 'txt') {
    throw new InputError({
      where: path,
      what: 'is no table with labels',
      allowed: '.csv, .tsv or .jsonl, or --input-format',
    });
  }
  const kind = classes.length === 0 ? undefined : typeof classes[0];
  const texts: string[] = [];
  const labels: (Label | Label[])[] = [];
  for await (const { where, columns } of readRows(bytes, { format, name })) {
    const text = columnValue(columns, textColumn, where);
    if (typeof text !== 'string') {
      throw new FormatError('invalid-row', {
        where,
        what: `the column ${JSON.stringify(textColumn)} holds no text`,
        value: text,
      });
    }
    const label = ofKind(labelOf(columnValue(columns, labelColumn, where), labelSeparator, where), kind);
    checkLike(label, labels[0] ?? label, where);
    texts.push(text);
    labels.push(label);
  }
  if (texts.length === 0) throw new FormatError('invalid-row', { where: name, what: 'holds no row' });
  return { texts, labels: labels as Labels };
}

/** Warns of labels that a classifier does not know. Throws InputError where it knows none of them. */
export function checkKnownLabels(name: string, labels: Labels, classes: readonly Label[]): void {
  const all = new Set(labels.flatMap((label: Label | readonly Label[]) => labelList(label)));
  const unknown = [...all].filter((label) => !classes.includes(label)).map((label) => JSON.stringify(label));
  if (unknown.length === 0) return;
  const shown = unknown.slice(0, 5).join(', ') + (unknown.length > 5 ? ', …' : '');
  if (unknown.length === all.size) {
    const allowed = classes.slice(0, 12).join(', ');
    throw new InputError({ where: name, what: `no label is one of the classifier's, got ${shown}`, allowed });
  }
  onWarning({ code: 'unknown-labels', message: `${name}: the classifier does not know ${shown}` });
}

function labelOf(value: unknown, separator: string | undefined, where: string): Label | Label[] {
  if (separator !== undefined && typeof value === 'string') {
    return value
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  if (isLabel(value)) return value;
  if (Array.isArray(value) && value.every(isLabel)) return value;
  throw new FormatError('invalid-row', {
    where,
    what: 'no label',
    value,
    allowed: 'text, an integer, or a list of these',
  });
}

function isLabel(value: unknown): value is Label {
  return typeof value === 'string' ? value.trim() !== '' : Number.isSafeInteger(value);
}

// A table's values are all text, where a classifier's classes may be integers, and the other way round.
function ofKind(label: Label | Label[], kind: string | undefined): Label | Label[] {
  if (kind === undefined) return label;
  const one = (value: Label): Label => {
    if (kind === 'string') return String(value);
    return /^-?\d+$/.test(String(value)) ? Number(value) : value;
  };
  return Array.isArray(label) ? label.map(one) : one(label);
}

/** @throws FormatError unless a label is of the kind that the first one is */
function checkLike(label: Label | Label[], first: Label | Label[], where: string): void {
  const [one, other] = [label, first].map((of) => (Array.isArray(of) ? of[0] : of));
  const sameKind = one === undefined || other === undefined || typeof one === typeof other;
  if (Array.isArray(label) === Array.isArray(first) && sameKind) return;
  throw new FormatError('invalid-row', {
    where,
    what: 'this label is of another kind than the first',
    value: label,
    allowed: Array.isArray(first) ? 'a list of labels' : `a ${typeof first}`,
  });
}
