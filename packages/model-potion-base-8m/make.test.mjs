import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeModel, quantizeRows } from './make.mjs';

const model = new URL('./model/', import.meta.url);

function quantized(rows) {
  const { values, scales } = quantizeRows(Float32Array.from(rows.flat()), rows.length, rows[0].length);
  return { values: [...values], scales: [...scales] };
}

test('the largest entry of a row becomes 127, ties go to the even integer', () => {
  expect(
    quantized([
      [127, 0.5, 1.5, 2.5],
      [-254, 1, 3, 5],
    ]),
  ).toEqual({
    values: [127, 0, 2, 2, -127, 0, 2, 2],
    scales: [1, 2],
  });
  expect(quantized([[127, -0.5, -1.5, -2.5]]).values).toEqual([127, 0, -2, -2]);
});

test('a row of zeros keeps a scale that can be divided by', () => {
  expect(quantized([[0, 0]])).toEqual({ values: [0, 0], scales: [1] });
});

test('an entry that is not a number is refused', () => {
  expect(() =>
    quantized([
      [1, 2],
      [Number.NaN, 1],
    ]),
  ).toThrow('row 1');
});

test('every entry comes back within half a scale', () => {
  const row = Float32Array.from({ length: 256 }, (_, i) => Math.sin(i * i) * 3);
  const { values, scales } = quantizeRows(row, 1, 256);
  for (let j = 0; j < row.length; j++)
    expect(Math.abs(values[j] * scales[0] - row[j])).toBeLessThanOrEqual(scales[0] / 2 + 1e-7);
});

test('a truncated table is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'm2v-make-'));
  const header = '{"embeddings":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}';
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(join(folder, 'model.safetensors'), Buffer.concat([length, Buffer.from(header), Buffer.alloc(12)]));
  expect(() => makeModel(folder, folder)).toThrow('not a whole file');
  rmSync(folder, { recursive: true });
});

test('the committed model is what the script made: its table by its hash, its tokenizer as published', () => {
  const sha256 = (file) =>
    createHash('sha256')
      .update(readFileSync(new URL(file, model)))
      .digest('hex');
  expect(sha256('tokenizer.json')).toBe('e67e803f624fb4d67dea1c730d06e1067e1b14d830e2c2202569e3ef0f70bb50');
  expect(sha256('model.safetensors')).toBe('e661389883d5e9c6fcfeaee4da8da6c4947e08dfb76db4252ba47df929c6c732');
});
