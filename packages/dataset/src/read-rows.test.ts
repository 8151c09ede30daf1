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

  it('refuses what is no object', async () => {
    await expect(rowsOf('{"a":1}\n"text"')).rejects.toThrow('d.jsonl, line 2: not a JSON object, got "text"');
    await expect(rowsOf('null')).rejects.toThrow('d.jsonl, line 1: not a JSON object, got null');
    await expect(rowsOf('{"a":')).rejects.toThrow('d.jsonl, line 1: not JSON');
  });
});
