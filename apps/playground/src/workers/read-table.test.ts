import { describe, expect, test } from 'vitest';
import { readTable } from './read-table.js';
import { tableInfo } from './table-info.js';

const utf16 = (text: string) =>
  Uint8Array.from(text, (unit) => unit.charCodeAt(0)).reduce(
    (bytes, unit, i) => bytes.fill(unit, 2 * i, 2 * i + 1),
    new Uint8Array(2 * text.length),
  );
const file = (content: BlobPart, name: string) => ({ file: new Blob([content]), name });

describe('a table', () => {
  test('of CSV: its columns, and which of them are texts and labels', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `${i},"a text, the ${i}th",${i % 2 ? 'odd' : 'even'}`);
    const table = await readTable(file(`id,body,kind\n${lines.join('\n')}`, 'rows.csv'));
    expect(table.columns.get('body')?.[1]).toBe('a text, the 1th');
    expect(tableInfo(table)).toMatchObject({ rows: 20, textColumn: 'body', labelColumn: 'kind' });
  });

  test('of UTF-16 with its mark, as spreadsheets write it', async () => {
    const text = '\ufefftext,label\nGrüße,a\n東京,b\n';
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (const [littleEndian, name] of [
      [true, 'le.csv'],
      [false, 'be.csv'],
    ] as const) {
      for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
      const { columns } = await readTable(file(bytes, name));
      expect([...columns]).toEqual([
        ['text', ['Grüße', '東京']],
        ['label', ['a', 'b']],
      ]);
    }
  });

  test('of JSONL whose rows do not all have all fields, or have null', async () => {
    const { columns, rows } = await readTable(file('{"a":"x"}\n{"b":2}\n{"a":"y","b":null}\n', 'rows.jsonl'));
    expect(rows).toBe(3);
    expect(Object.fromEntries(columns)).toEqual({ a: ['x', '', 'y'], b: ['', '2', ''] });
  });

  test('whose lists of numbers are neither its texts nor its labels', async () => {
    const lines = Array.from({ length: 8 }, (_, i) => JSON.stringify({ text: `row ${i}`, embedding: [i % 2, 0.25] }));
    expect(tableInfo(await readTable(file(lines.join('\n'), 'saved.jsonl')))).toMatchObject({
      textColumn: 'text',
      labelColumn: undefined,
    });
  });

  test('whose labels are longer than its texts', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `text ${i},a label of many words no. ${i % 2}`);
    expect(tableInfo(await readTable(file(`body,kind\n${lines.join('\n')}`, 'rows.csv')))).toMatchObject({
      textColumn: 'body',
      labelColumn: 'kind',
    });
  });

  test('that is read can be given up, and says how far it is', async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      expect(done).toBe(2048);
      controller.abort(new Error('enough'));
    };
    const rows = file('a\n'.repeat(5000), 'rows.txt');
    await expect(readTable(rows, { signal: controller.signal, onProgress })).rejects.toThrow('enough');
  });

  test('of lines, blank ones left out', async () => {
    const { columns } = await readTable({ text: ' one\n\ntwo \r\n', name: 'pasted texts' });
    expect(columns.get('text')).toEqual(['one', 'two']);
  });
});

test.each([
  ['an empty file', file('', 'rows.csv'), /rows\.csv: holds no rows; choose a file/],
  ['names alone', file('text,label\n', 'rows.csv'), /holds no rows/],
  ['an open quote', file('text\n"never closed', 'rows.csv'), /rows\.csv, row \d: quoted field/],
  ['a short row', file('a,b\n1,2\n3\n', 'rows.csv'), /rows\.csv, row 3: 1 field/],
  ['Latin-1', file(Uint8Array.of(0x61, 0x0a, 0xe4), 'rows.txt'), /rows\.txt, line 2: not UTF-8; convert/],
  ['broken JSON', file('{"a":1}\n{', 'rows.jsonl'), /rows\.jsonl, line 2/],
  ['a picture', file(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0), 'rows.csv'), /rows\.csv: is no text file; choose/],
  ['UTF-16 without its mark', file(utf16('a,b\n1,2\n'), 'rows.csv'), /is UTF-16 without its mark; save it as UTF-8/],
  ['no text at all', file(Uint8Array.of(0, 1, 2), 'rows.txt'), /is no text/],
  ['a format of another kind', file('x', 'rows.xlsx'), /rows\.xlsx: not a format.*allowed: \.csv/],
])('%s is told in a line that says what to do', async (_, source, message) => {
  await expect(readTable(source)).rejects.toThrow(message);
});
