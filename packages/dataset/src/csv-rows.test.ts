import { FormatError } from '@m2v/core';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { type CsvRow, csvRows } from './csv-rows.js';
import type { TextSource } from './text-source.js';

async function rowsOf(source: TextSource): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of csvRows(source, 'table.csv')) rows.push(row);
  return rows;
}

test('quotes hold line breaks, delimiters and quotes; a byte order mark and blank lines do not matter', async () => {
  const source = '\ufefftext,label\r\n"two\nlines, one ""field""",a\r\n\r\nplain,b\r\n';
  expect(await rowsOf(source)).toEqual([
    { where: 'table.csv, row 2', columns: { text: 'two\nlines, one "field"', label: 'a' } },
    { where: 'table.csv, row 3', columns: { text: 'plain', label: 'b' } },
  ]);
});

test.each([';', '\t', '|'])('the delimiter %j is found', async (delimiter) => {
  const source = [
    ['text', 'label'],
    ['one, two', 'a'],
    ['three', 'b'],
  ]
    .map((row) => row.join(delimiter))
    .join('\n');
  expect((await rowsOf(source)).map(({ columns }) => columns)).toEqual([
    { text: 'one, two', label: 'a' },
    { text: 'three', label: 'b' },
  ]);
});

test('one column needs no delimiter, and no rows are none', async () => {
  expect(await rowsOf('text\none\ntwo\n')).toHaveLength(2);
  expect(await rowsOf('text,label\n')).toEqual([]);
  expect(await rowsOf('')).toEqual([]);
});

test('what papaparse writes comes back', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', ' ', ';') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (cells) => {
      const written = cells.map(([text, label]) => ({ text: `x${text}`, label: `y${label}` }));
      expect((await rowsOf(Papa.unparse(written))).map(({ columns }) => columns)).toEqual(written);
    }),
  );
});

test.each([
  ['text,label\na,b\nonly one\n', /table\.csv, row 3: 1 field, where the first line has 2 names/],
  ['text,label\na,b,c\n', /table\.csv, row 2: 3 fields, where the first line has 2 names/],
  ['text,label,text\na,b,c\n', /table\.csv, row 1: two columns have the same name, got "text"/],
  ['text,label\n"open,b\n', /table\.csv, row 2: quoted field unterminated/],
])('%j is refused by its row', async (source, message) => {
  await expect(rowsOf(source)).rejects.toThrow(message);
  await expect(rowsOf(source)).rejects.toSatisfy(FormatError.is);
});

test('bytes that are not UTF-8 are refused', async () => {
  await expect(rowsOf(Uint8Array.of(0x61, 0x0a, 0xff))).rejects.toThrow('table.csv, line 2: not UTF-8');
});
