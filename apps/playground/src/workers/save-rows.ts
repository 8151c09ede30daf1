import { type Matrix, row } from '@m2v/core';
import { createYielder } from '@m2v/core/kit';
import { jsonlVector, npyHeader } from '@m2v/dataset';
import type { Table } from './read-table.js';

export type SaveFormat = 'npy' | 'jsonl';

/** Rows with their vectors as a file: npy holds the vectors alone, JSONL each row's fields and its `embedding`. */
export async function saveRows(
  format: SaveFormat,
  { columns, rows }: Table,
  vectors: Matrix,
  signal: AbortSignal,
): Promise<Blob> {
  if (format === 'npy') {
    const { data, dim } = vectors;
    return new Blob([new Uint8Array(npyHeader(rows, dim)), new Float32Array(data)], {
      type: 'application/octet-stream',
    });
  }
  const pause = createYielder(signal);
  const decoder = new TextDecoder();
  const lines: string[] = [];
  for (let i = 0; i < rows; i++) {
    const fields = JSON.stringify(Object.fromEntries(Array.from(columns, ([name, values]) => [name, values[i]])));
    const line = decoder.decode(jsonlVector(i, row(vectors, i)));
    lines.push(`${fields.slice(0, -1)},${line.slice(1)}`);
    await pause();
  }
  return new Blob(lines, { type: 'application/x-ndjson' });
}
