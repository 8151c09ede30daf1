import { InputError } from '@m2v/core';
import { Transferred } from '@m2v/core/kit';
import { columnOf, type Table } from './read-table.js';

/** Texts and labels as the bytes of a JSON document: a buffer changes hands in no time, a list of strings does not. */
export interface Labelled {
  bytes: Uint8Array<ArrayBuffer>;
  rows: number;
}

export interface LabelledTexts {
  texts: string[];
  labels: string[];
}

export function labelledRows(
  table: Table,
  { textColumn, labels }: { textColumn: string; labels: string | [number, string][] },
): Transferred<Labelled> {
  const texts = columnOf(table, textColumn);
  if (typeof labels === 'string' && table.lists.has(labels)) {
    throw new InputError({
      where: `${table.name}, column ${labels}`,
      what: 'holds lists or objects',
      todo: 'give each row one label here, or train on lists of labels by @m2v/train-classifier',
    });
  }
  const pairs: [string, string][] =
    typeof labels === 'string'
      ? columnOf(table, labels).map((label, i) => [texts[i], label])
      : labels.map(([row, label]) => [texts[row], label]);
  const known = pairs.filter(([, label]) => label.trim() !== '');
  checkClasses(new Set(known.map(([, label]) => label)), table, labels);
  const content: LabelledTexts = { texts: known.map(([text]) => text), labels: known.map(([, label]) => label) };
  const bytes = new Uint8Array(new TextEncoder().encode(JSON.stringify(content)));
  return new Transferred({ bytes, rows: known.length }, [bytes.buffer]);
}

function checkClasses({ size }: ReadonlySet<string>, { name }: Table, labels: string | [number, string][]): void {
  if (size >= 2) return;
  throw typeof labels === 'string'
    ? new InputError({
        where: `${name}, column ${labels}`,
        what: size === 0 ? 'holds no label' : 'holds one class alone',
        todo: 'choose a column with two classes or more',
      })
    : new InputError({ where: 'labels', what: 'there are fewer than two classes', todo: 'label rows of both kinds' });
}

export function unpack(bytes: Uint8Array): LabelledTexts {
  return JSON.parse(new TextDecoder().decode(bytes));
}
