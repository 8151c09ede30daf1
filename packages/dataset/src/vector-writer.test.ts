import type { Matrix } from '@m2v/core';
import { describe, expect, it } from 'vitest';
import { jsonlWriter } from './jsonl-writer.js';
import { npyHeader } from './npy-header.js';
import { npyWriter } from './npy-writer.js';
import type { ByteSink } from './vector-writer.js';

function memorySink(): ByteSink & { bytes(): Uint8Array } {
  let written = new Uint8Array();
  return {
    async write(bytes, position) {
      const at = position ?? written.length;
      const longer = new Uint8Array(Math.max(written.length, at + bytes.length));
      longer.set(written);
      longer.set(bytes, at);
      written = longer;
    },
    bytes: () => written,
  };
}

const matrix = (rows: number[][]): Matrix => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  dim: rows[0].length,
});

describe('npyWriter', () => {
  it('writes what numpy.save writes', async () => {
    const sink = memorySink();
    const writer = npyWriter(sink, 2);
    await writer.write(matrix([[1, 2]]));
    await writer.write(
      matrix([
        [3, 4],
        [5, 6],
      ]),
    );
    await writer.end();
    // numpy.save(file, numpy.array([[1, 2], [3, 4], [5, 6]], dtype='float32')), numpy 2.4.6
    const header = `${"\u0093NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }".padEnd(127)}\n`;
    const bytes = sink.bytes();
    expect(String.fromCharCode(...bytes.subarray(0, 128))).toBe(header);
    expect([...new Float32Array(bytes.slice(128).buffer)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('writes a file of no rows', async () => {
    const sink = memorySink();
    await npyWriter(sink, 256).end();
    expect(sink.bytes()).toEqual(npyHeader(0, 256));
  });

  it('refuses rows of another width', async () => {
    await expect(npyWriter(memorySink(), 3).write(matrix([[1, 2]]))).rejects.toThrow('rows of another width, got 2');
  });
});

describe('npyHeader', () => {
  it('has one length for any count of rows, a multiple of 64', () => {
    for (const dim of [1, 256, 4_294_967_296]) {
      const lengths = [0, 9, 10, 123_456_789, Number.MAX_SAFE_INTEGER].map((rows) => npyHeader(rows, dim).length);
      expect(new Set(lengths).size).toBe(1);
      expect(lengths[0] % 64).toBe(0);
    }
  });
});

describe('jsonlWriter', () => {
  it('counts rows over all batches', async () => {
    const sink = memorySink();
    const writer = jsonlWriter(sink);
    await writer.write(matrix([[1], [2]]));
    await writer.write(matrix([[0.5]]));
    await writer.end();
    expect(new TextDecoder().decode(sink.bytes()).split('\n')).toEqual([
      '{"index":0,"embedding":[1]}',
      '{"index":1,"embedding":[2]}',
      '{"index":2,"embedding":[0.5]}',
      '',
    ]);
  });

  it('puts columns before the vector, and its own index and embedding in the place of theirs', async () => {
    const sink = memorySink();
    const writer = jsonlWriter(sink, {
      columns: (i) => ({ text: `row "${i}"`, index: 'mine', embedding: [9], n: null }),
    });
    await writer.write(matrix([[1]]));
    await writer.write(matrix([[2]]));
    expect(new TextDecoder().decode(sink.bytes()).split('\n')).toEqual([
      '{"text":"row \\"0\\"","n":null,"index":0,"embedding":[1]}',
      '{"text":"row \\"1\\"","n":null,"index":1,"embedding":[2]}',
      '',
    ]);
  });
});
