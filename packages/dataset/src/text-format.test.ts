import { describe, expect, it } from 'vitest';
import { textFormatOf } from './text-format.js';

describe('textFormatOf', () => {
  it('knows JSONL and CSV by their extensions and takes the rest for plain text', () => {
    expect(['a.jsonl', 'B.NDJSON', 'a.csv', 'a.TSV', 'a.txt', 'README', 'x.jsonl.txt'].map(textFormatOf)).toEqual([
      'jsonl',
      'jsonl',
      'csv',
      'csv',
      'txt',
      'txt',
      'txt',
    ]);
  });

  it('refuses tables and archives, whose lines are no texts', () => {
    expect(() => textFormatOf('data/rows.parquet')).toThrow(
      'data/rows.parquet: not a format that texts are read from; allowed: .csv, .tsv, .jsonl, .ndjson, or plain text such as .txt',
    );
  });
});
