import { FormatError, InputError } from '@m2v/core';
import { readRows, textFormatOf } from '@m2v/dataset';
import type { Label, Labels } from '@m2v/pipeline';
import type { Command } from 'commander';
import { openInput } from '../files/open-input.js';

/** The options of every command that reads texts with labels. */
export interface LabelOptions {
  textColumn?: string;
  labelColumn?: string;
  labelSeparator?: string;
}

/** Adds the options that say which columns hold texts and labels. */
export function addLabelOptions(command: Command): Command {
  return command
    .option('--text-column <name>', 'the column that holds the text', 'text')
    .option('--label-column <name>', 'the column that holds the label, or in JSONL a list of labels', 'label')
    .option('--label-separator <text>', 'a text may have several labels, separated by this');
}

/** Texts with a label each, or a list of labels each. */
export interface LabelledTexts {
  texts: string[];
  labels: Labels;
}

/**
 * Reads texts and labels out of JSONL or CSV.
 * @throws FormatError, naming the row, for a missing column and for values of the wrong kind; InputError for no rows
 */
export async function labelledTexts(
  path: string,
  { textColumn = 'text', labelColumn = 'label', labelSeparator }: LabelOptions,
  signal: AbortSignal,
): Promise<LabelledTexts> {
  const { name, bytes } = await openInput(path, signal);
  const format = path === '-' ? 'jsonl' : textFormatOf(path);
  if (format === 'txt') {
    throw new InputError({ where: path, what: 'is no table with labels', allowed: '.csv, .tsv or .jsonl' });
  }
  const texts: string[] = [];
  const labels: (Label | Label[])[] = [];
  for await (const { line, columns } of readRows(bytes, { format, name })) {
    const where = `${name}, ${format === 'csv' ? 'row' : 'line'} ${line}`;
    const text = column(columns, textColumn, where);
    if (typeof text !== 'string') {
      throw new FormatError('invalid-row', {
        where,
        what: `the column ${JSON.stringify(textColumn)} holds no text`,
        value: text,
      });
    }
    texts.push(text);
    labels.push(labelOf(column(columns, labelColumn, where), labelSeparator, where));
  }
  if (texts.length === 0) throw new InputError({ where: name, what: 'holds no row' });
  return { texts, labels: labels as Labels };
}

function column(columns: Record<string, unknown>, name: string, where: string): unknown {
  if (Object.hasOwn(columns, name)) return columns[name];
  const there = Object.keys(columns).map((key) => JSON.stringify(key));
  throw new FormatError('invalid-row', {
    where,
    what: `no column ${JSON.stringify(name)}`,
    todo: `the columns there are ${there.slice(0, 12).join(', ')}`,
  });
}

function labelOf(value: unknown, separator: string | undefined, where: string): Label | Label[] {
  if (separator !== undefined && typeof value === 'string') {
    return value
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  const isLabel = (label: unknown): label is Label => typeof label === 'string' || typeof label === 'number';
  if (isLabel(value)) return value;
  if (Array.isArray(value) && value.every(isLabel)) return value;
  throw new FormatError('invalid-row', {
    where,
    what: 'no label',
    value,
    allowed: 'text, a number, or a list of these',
  });
}
