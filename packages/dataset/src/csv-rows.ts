import { FormatError } from '@m2v/core';
import Papa from 'papaparse';
import { lineBlocks } from './line-blocks.js';
import type { TextSource } from './text-source.js';

/** One record of a CSV source. */
export interface CsvRow {
  /** The source's name and which record it is, counted from 1, the line of names being the first. */
  where: string;
  columns: Record<string, string>;
}

/**
 * The records of a CSV source by the names in its first line, or where it has none (`header` false) by `column 1`,
 * `column 2` …: quoted fields may hold line breaks and delimiters, the
 * delimiter is found by looking, blank lines are skipped. The whole source is held in memory.
 * @throws FormatError `invalid-row`, naming the row, for an open quote, for a row of more or fewer fields than names, for a
 *   name that comes twice, and for bytes that are not UTF-8
 */
export async function* csvRows(source: TextSource, name: string, header = true): AsyncGenerator<CsvRow> {
  const lines: string[] = [];
  for await (const block of lineBlocks(source, name)) for (const line of block.lines) lines.push(line);
  const { data, errors } = Papa.parse<string[]>(lines.join('\n'), { skipEmptyLines: true });
  const rowAt = (index: number) => `${name}, row ${index + 1}`;
  // That no delimiter was found means one column.
  const [error] = errors.filter(({ type }) => type !== 'Delimiter');
  if (error !== undefined) {
    throw new FormatError('invalid-row', {
      where: rowAt(error.row ?? 0),
      what: error.message.replace(/^./, (letter) => letter.toLowerCase()),
      allowed: 'quotes that are closed, and doubled within quotes',
    });
  }
  const [first = []] = data;
  const names = header ? first : first.map((_, i) => `column ${i + 1}`);
  const twice = names.find((column, i) => names.indexOf(column) !== i);
  if (twice !== undefined) {
    throw new FormatError('invalid-row', { where: rowAt(0), what: 'two columns have the same name', value: twice });
  }
  for (let i = header ? 1 : 0; i < data.length; i++) {
    const fields = data[i];
    if (fields.length !== names.length) {
      throw new FormatError('invalid-row', {
        where: rowAt(i),
        what: `${counted(fields.length, 'field')}, where the first line has ${counted(names.length, header ? 'name' : 'field')}`,
        todo: 'quote fields that hold the delimiter or a line break',
      });
    }
    yield { where: rowAt(i), columns: Object.fromEntries(names.map((column, k) => [column, fields[k]])) };
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
