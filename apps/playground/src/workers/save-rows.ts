import { type Matrix, row } from '@m2v/core';
import { createYielder } from '@m2v/core/kit';
import { type ByteSink, jsonlWriter, npyWriter } from '@m2v/dataset';
import type { Table } from './read-table.js';

export type SaveFormat = 'npy' | 'jsonl';

/** Rows with their vectors as a file: npy holds the vectors alone, JSONL each row's fields and its `embedding`. */
export async function saveRows(format: SaveFormat, table: Table, vectors: Matrix, signal: AbortSignal): Promise<Blob> {
  return format === 'npy' ? await npy(vectors) : await jsonl(table, vectors, signal);
}

async function npy(vectors: Matrix): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const sink: ByteSink = {
    async write(bytes, position) {
      // The header is written anew once the rows are counted.
      if (position === 0) parts[0] = new Uint8Array(bytes);
      else parts.push(new Uint8Array(bytes));
    },
  };
  const writer = npyWriter(sink, vectors.dim);
  await writer.write(vectors);
  await writer.end();
  return new Blob(parts, { type: 'application/octet-stream' });
}

async function jsonl({ columns, rows }: Table, vectors: Matrix, signal: AbortSignal): Promise<Blob> {
  const pause = createYielder(signal);
  const decoder = new TextDecoder();
  const lines: string[] = [];
  const writer = jsonlWriter({
    async write(bytes) {
      const i = lines.length;
      const fields = Object.fromEntries(Array.from(columns, ([name, values]) => [name, values[i]]));
      // `{"text":"…"` and `"index":0,"embedding":[…]}` as one object.
      lines.push(`${JSON.stringify(fields).slice(0, -1)},${decoder.decode(bytes).slice(1)}`);
    },
  });
  for (let i = 0; i < rows; i++) {
    await writer.write({ data: row(vectors, i), rows: 1, dim: vectors.dim });
    await pause();
  }
  return new Blob(lines, { type: 'application/x-ndjson' });
}
