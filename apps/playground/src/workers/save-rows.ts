import type { Matrix } from '@m2v/core';
import { type CallContext, createYielder } from '@m2v/core/kit';
import { type ByteSink, jsonlWriter, npyWriter, type VectorWriter } from '@m2v/dataset';
import type { Table } from './read-table.js';

export type SaveFormat = 'npy' | 'jsonl';

const TYPES = { npy: 'application/octet-stream', jsonl: 'application/x-ndjson' };
const BATCH = 512;

/** Rows with their vectors as a file: npy holds the vectors alone, JSONL each row's fields, as text, and its `embedding`. */
export async function saveRows(
  format: SaveFormat,
  table: Table,
  { data, dim, rows }: Matrix,
  { signal, onProgress }: CallContext,
): Promise<Blob> {
  const { sink, parts } = blobSink();
  const writer = writerOf(format, sink, table, dim);
  const pause = createYielder(signal);
  for (let first = 0; first < rows; first += BATCH) {
    const end = Math.min(rows, first + BATCH);
    await writer.write({ data: data.subarray(first * dim, end * dim), rows: end - first, dim });
    onProgress({ stage: 'save', done: end, total: rows, unit: 'rows' });
    await pause();
  }
  await writer.end();
  return new Blob(parts, { type: TYPES[format] });
}

function writerOf(format: SaveFormat, sink: ByteSink, { columns }: Table, dim: number): VectorWriter {
  if (format === 'npy') return npyWriter(sink, dim);
  return jsonlWriter(sink, {
    columns: (i) => Object.fromEntries(Array.from(columns, ([name, values]) => [name, values[i]])),
  });
}

/** Each write as a part of a Blob to be: the browser may keep those on disk. */
function blobSink(): { sink: ByteSink; parts: Blob[] } {
  const parts: Blob[] = [];
  const sink: ByteSink = {
    async write(bytes, position) {
      const part = new Blob([new Uint8Array(bytes)]);
      // The header of an npy is written anew once the rows are counted.
      if (position === 0) parts[0] = part;
      else parts.push(part);
    },
  };
  return { sink, parts };
}
