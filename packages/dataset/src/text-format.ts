import { InputError } from '@m2v/core';

/** How texts are laid out in a source: one a line, JSON values one a line, or a table with the columns' names first. */
export type TextFormat = 'txt' | 'jsonl' | 'csv';

const JSONL = ['.jsonl', '.ndjson'];
const CSV = ['.csv', '.tsv'];

// Tables and archives whose lines are no texts: read as plain text they would give vectors of nonsense.
const OTHERS = ['.json', '.parquet', '.arrow', '.npy', '.safetensors', '.gz', '.zip', '.xlsx', '.pdf'];

/** The format that a file's name tells. Throws InputError for one whose lines are known not to be texts. */
export function textFormatOf(fileName: string): TextFormat {
  const name = fileName.toLowerCase();
  if (OTHERS.some((extension) => name.endsWith(extension))) {
    throw new InputError({
      where: fileName,
      what: 'not a format that texts are read from',
      allowed: '.csv, .tsv, .jsonl, .ndjson, or plain text such as .txt',
    });
  }
  if (CSV.some((extension) => name.endsWith(extension))) return 'csv';
  return JSONL.some((extension) => name.endsWith(extension)) ? 'jsonl' : 'txt';
}
