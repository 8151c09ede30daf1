import { describe, expect, it } from 'vitest';
import { textFormatOf } from './text-format.js';

describe('textFormatOf', () => {
  it('knows JSONL by its extension and takes the rest for plain text', () => {
    expect(['a.jsonl', 'B.NDJSON', 'a.txt', 'README', 'x.jsonl.txt'].map(textFormatOf)).toEqual([
      'jsonl',
      'jsonl',
      'txt',
      'txt',
      'txt',
    ]);
  });

  it('refuses tables and archives, whose lines are no texts', () => {
    expect(() => textFormatOf('data/rows.csv')).toThrow(
      'data/rows.csv: not a format that texts are read from; allowed: .jsonl, .ndjson, or plain text such as .txt',
    );
  });
});
