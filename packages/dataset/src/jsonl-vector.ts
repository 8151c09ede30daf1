import { InputError } from '@m2v/core';
import { MAX_FLOAT32_BYTES, writeFloat32 } from './write-float32.js';

const COMMA = 0x2c;
const END = [0x5d, 0x7d, 0x0a];

/**
 * The line `{"index":0,"embedding":[…]}` in UTF-8, newline included, with `fields` before these two, which win where a field
 * is named like one; each value is the shortest decimal that reads back
 * as the same float32. Throws InputError for a value that JSON cannot hold (NaN, infinities).
 */
export function jsonlVector(
  index: number,
  vector: Float32Array,
  fields: Readonly<Record<string, unknown>> = {},
): Uint8Array {
  const { index: _, embedding: __, ...others } = fields;
  // Its closing brace comes at the end, behind what is written number by number.
  const begun = JSON.stringify({ ...others, index }).slice(0, -1);
  const head = new TextEncoder().encode(`${begun},"embedding":[`);
  const bytes = new Uint8Array(head.length + vector.length * MAX_FLOAT32_BYTES + END.length);
  bytes.set(head);
  let at = head.length;
  for (let i = 0; i < vector.length; i++) {
    if (!Number.isFinite(vector[i])) {
      throw new InputError({
        where: `row ${index}, value ${i}`,
        what: 'JSON cannot hold this number',
        value: vector[i],
        todo: 'write npy instead, or mend the model',
      });
    }
    if (i > 0) bytes[at++] = COMMA;
    at = writeFloat32(bytes, at, vector[i]);
  }
  bytes.set(END, at);
  return bytes.subarray(0, at + END.length);
}
