import { describe, expect, it } from 'vitest';
import { type Row, readRows } from './read-rows.js';

async function rowsOf(source: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(source, { name: 'd.jsonl' })) rows.push(row);
  return rows;
}

describe('readRows', () => {
  it('gives each object and where it stands', async () => {
    expect(await rowsOf('{"a":1}\n\n{"b":[2]}\n')).toEqual([
      { where: 'd.jsonl, line 1', columns: { a: 1 } },
      { where: 'd.jsonl, line 3', columns: { b: [2] } },
    ]);
  });

  it('takes the first line of a CSV for names, or for a row', async () => {
    const read = async (header?: boolean) => {
      const rows: Row['columns'][] = [];
      for await (const { columns } of readRows('a,b\n1,2\n', { format: 'csv', header })) rows.push(columns);
      return rows;
    };
    expect(await read()).toEqual([{ a: '1', b: '2' }]);
    expect(await read(false)).toEqual([
      { 'column 1': 'a', 'column 2': 'b' },
      { 'column 1': '1', 'column 2': '2' },
    ]);
    await expect(async () => {
      for await (const _ of readRows('a,a\n1\n', { format: 'csv', header: false, name: 'd.csv' }));
    }).rejects.toThrow('d.csv, row 2: 1 field, where the first line has 2 fields');
  });

  it('refuses what is no object', async () => {
    await expect(rowsOf('{"a":1}\n"text"')).rejects.toThrow('d.jsonl, line 2: not a JSON object, got "text"');
    await expect(rowsOf('null')).rejects.toThrow('d.jsonl, line 1: not a JSON object, got null');
    await expect(rowsOf('{"a":')).rejects.toThrow('d.jsonl, line 1: not JSON');
  });
});
