import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../errors.js';
import { memoryFile } from '../storage/memory.js';
import { encodeSafetensors } from './encode-safetensors.js';
import { MAX_HEADER_BYTES, readSafetensorsHeader } from './safetensors-header.js';
import { createTensor } from './tensor.js';

function fileOf(header: string, dataBytes = 0, headerLength = Buffer.byteLength(header)): Uint8Array {
  const bytes = new Uint8Array(8 + Buffer.byteLength(header) + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

const read = (bytes: Uint8Array) => readSafetensorsHeader(memoryFile(bytes), 'm/model.safetensors');

/** One tensor's entry, valid for 8 bytes of data unless changed. */
const entry = (changes: object = {}): string =>
  JSON.stringify({ dtype: 'F32', shape: [2], data_offsets: [0, 8], ...changes });

test('places are counted from the start of the file, in the order of the bytes', async () => {
  const text = `{"__metadata__":{"format":"pt"},"b":${entry({ data_offsets: [8, 16] })},"a":${entry()}}  `;
  const { metadata, tensors } = await read(fileOf(text, 16));
  expect(metadata).toEqual(new Map([['format', 'pt']]));
  const start = 8 + text.length;
  expect([...tensors]).toEqual([
    ['a', { dtype: 'F32', shape: [2], start, end: start + 8 }],
    ['b', { dtype: 'F32', shape: [2], start: start + 8, end: start + 16 }],
  ]);
});

test('tensors without elements, without dimensions and of packed dtypes are in order', async () => {
  const { tensors } = await read(
    fileOf(
      `{"none":${entry({ shape: [0, 5], data_offsets: [0, 0] })},"one":${entry({ shape: [], data_offsets: [0, 4] })},` +
        `"packed":${entry({ dtype: 'F4', shape: [8], data_offsets: [4, 8] })}}`,
      8,
    ),
  );
  expect([...tensors.keys()]).toEqual(['none', 'one', 'packed']);
});

describe('each broken rule is named, with the file and the tensor', () => {
  const place = 'm/model.safetensors, tensor "x": ';
  const cases: [rule: string, bytes: Uint8Array, message: string][] = [
    ['too short', new Uint8Array(7), '7 bytes are too few'],
    ['header past the end', fileOf('{}', 0, 3), 'the header should be 3 bytes, but the file has 10'],
    ['header above the limit', fileOf('{}', 0, MAX_HEADER_BYTES + 1), 'above the limit of 100000000'],
    ['no brace', fileOf(' {}'), 'does not begin with "{"'],
    ['no UTF-8', Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff, 0x7d), 'not valid UTF-8'],
    ['no JSON', fileOf('{"a"}'), 'the header is not valid at character 4: expected ":"'],
    ['text behind', fileOf('{}{}'), 'expected the end'],
    ['duplicate name', fileOf(`{"x":${entry()},"x":${entry()}}`, 8), 'the key "x" stands there twice'],
    ['duplicate field', fileOf('{"x":{"dtype":"F32","dtype":"F32"}}', 8), 'the key "dtype" stands there twice'],
    ['metadata', fileOf('{"__metadata__":{"a":1}}'), '__metadata__: the value of "a" is no string'],
    ['metadata shape', fileOf('{"__metadata__":[]}'), '__metadata__: it is no JSON object'],
    ['entry', fileOf('{"x":3}'), `${place}its entry is no JSON object, got 3`],
    ['dtype', fileOf(`{"x":${entry({ dtype: 'F31' })}}`, 8), `${place}its dtype is not one of the format, got "F31"`],
    ['no dtype', fileOf(`{"x":${entry({ dtype: undefined })}}`, 8), 'its dtype is not one'],
    ['shape sign', fileOf(`{"x":${entry({ shape: [-2] })}}`, 8), 'its shape is no list of whole numbers'],
    ['shape fraction', fileOf(`{"x":${entry({ shape: [0.5] })}}`, 8), 'its shape is no list'],
    ['shape overflow', fileOf(`{"x":${entry({ shape: [2 ** 40, 2 ** 40] })}}`, 8), 'its shape is too large'],
    ['shape times width', fileOf(`{"x":${entry({ shape: [3] })}}`, 8), 'F32 of shape [3] does not fill its range'],
    ['offsets', fileOf(`{"x":${entry({ data_offsets: [0] })}}`, 8), 'its data_offsets are no two whole numbers'],
    ['offsets reversed', fileOf(`{"x":${entry({ data_offsets: [8, 0] })}}`, 8), 'it ends before it begins'],
    ['gap', fileOf(`{"x":${entry({ data_offsets: [1, 9] })}}`, 9), `${place}1 bytes before it belong to no tensor`],
    ['overlap', fileOf(`{"w":${entry()},"x":${entry({ data_offsets: [4, 12] })}}`, 12), `${place}it overlaps another`],
    ['past the end', fileOf(`{"x":${entry()}}`, 7), 'but the file has'],
    ['bytes left over', fileOf(`{"x":${entry()}}`, 9), 'the last 1 bytes belong to no tensor'],
  ];
  test.each(cases)('%s', async (_, bytes, message) => {
    const error = await read(bytes).catch((error: unknown) => error);
    expect(FormatError.is(error)).toBe(true);
    expect(String(error)).toContain(message);
    expect(String(error)).toContain('m/model.safetensors');
  });
});

test('a header that claims more than the file has is refused before anything is read', async () => {
  let asked = 0;
  const bytes = fileOf('{}', 0, MAX_HEADER_BYTES);
  const file = {
    byteLength: bytes.length,
    slice: (start = 0, end = bytes.length) => {
      asked += end - start;
      return memoryFile(bytes).slice(start, end);
    },
  };
  await expect(readSafetensorsHeader(file, 'x')).rejects.toThrow('the header should be 100000000 bytes');
  expect(asked).toBe(8);
});

test('any bytes give a header or a FormatError', async () => {
  const valid = encodeSafetensors(
    new Map([
      ['embeddings', createTensor('F32', [2, 3], new Float32Array(6))],
      ['mapping', createTensor('I64', [2], new BigInt64Array(2))],
    ]),
    new Map([['format', 'pt']]),
  );
  const headerEnd = 8 + valid[0];
  const mutated = fc
    .tuple(
      fc.array(
        fc.tuple(fc.nat(headerEnd), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('{}[]",:0123456789')))),
        {
          maxLength: 4,
        },
      ),
      fc.integer({ min: -20, max: 8 }),
    )
    .map(([changes, grow]) => {
      const bytes = new Uint8Array(valid.length + grow);
      bytes.set(valid.subarray(0, bytes.length));
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
  const structured = fc.json().map((json) => fileOf(json));
  const random = fc.uint8Array({ maxLength: 64 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, structured, random), async (bytes) => {
      try {
        const { tensors } = await read(bytes);
        for (const { start, end } of tensors.values()) expect(start <= end && end <= bytes.length).toBe(true);
      } catch (error) {
        if (!FormatError.is(error)) throw error;
      }
    }),
    { numRuns: 3000 },
  );
});

test('every truncation and every flipped bit of a header gives a header or a FormatError', async () => {
  const valid = encodeSafetensors(new Map([['embeddings', createTensor('F16', [2, 1], new Uint16Array(2))]]));
  for (let length = 0; length < valid.length; length++) {
    await expect(read(valid.subarray(0, length))).rejects.toThrow(FormatError);
  }
  for (let bit = 0; bit < (8 + valid[0]) * 8; bit++) {
    const flipped = valid.slice();
    flipped[bit >> 3] ^= 1 << (bit & 7);
    await read(flipped).catch((error: unknown) => {
      if (!FormatError.is(error)) throw error;
    });
  }
});
