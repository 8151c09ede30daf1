import { FormatError } from '@m2v/core';
import Papa from 'papaparse';
import { lineBlocks } from './line-blocks.js';
import type { TextSource } from './text-source.js';

/** One record of a CSV source. */
export interface CsvRow {
  /** Which record it is, counted from 1, the line of names being the first. */
  row: number;
  columns: Record<string, string>;
}

/**
 * The records of a CSV source by the names in its first line: quoted fields may hold line breaks and delimiters, the
 * delimiter is found by looking, blank lines are skipped. The whole source is held in memory.
 * @throws FormatError `invalid-row`, naming the row, for an open quote, for a row of more or fewer fields than names, and for
 *   bytes that are not UTF-8
 */
export async function* csvRows(source: TextSource, name: string): AsyncGenerator<CsvRow> {
  const lines: string[] = [];
  for await (const block of lineBlocks(source, name)) for (const line of block.lines) lines.push(line);
  const { data, errors } = Papa.parse<Record<string, string>>(lines.join('\n'), { header: true, skipEmptyLines: true });
  // That no delimiter was found means one column.
  const [error] = errors.filter(({ type }) => type !== 'Delimiter');
  if (error !== undefined) {
    // papaparse counts from 0, and the line of names only where quotes are wrong.
    const row = (error.row ?? 0) + (error.type === 'FieldMismatch' ? 2 : 1);
    throw new FormatError('invalid-row', {
      where: `${name}, row ${row}`,
      what: error.message.replace(/^./, (letter) => letter.toLowerCase()),
      allowed: 'as many fields as the first line has names, quotes closed and doubled within quotes',
    });
  }
  for (let i = 0; i < data.length; i++) yield { row: i + 2, columns: data[i] };
}
