import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError, InputError, UnsupportedError } from '../errors.js';
import { memoryFile } from '../storage/memory.js';
import { DTYPES } from './dtype.js';
import { encodeSafetensors } from './encode-safetensors.js';
import { readSafetensorsHeader } from './safetensors-header.js';
import { byteLengthOf, createTensor, readTensor, type Tensor, toFloat32, toFloat64, toInt32 } from './tensor.js';

async function readAll(bytes: Uint8Array): Promise<Map<string, Tensor>> {
  const file = memoryFile(bytes);
  const header = await readSafetensorsHeader(file, 'f');
  const tensors = new Map<string, Tensor>();
  for (const name of header.tensors.keys()) tensors.set(name, await readTensor(file, header, name, 'f'));
  return tensors;
}

const anyTensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom(...DTYPES), fc.array(fc.nat(4), { maxLength: 3 }), fc.infiniteStream(fc.nat(255)))
  .map(([dtype, shape, stream]) => {
    const bytes = new Uint8Array(byteLengthOf(dtype, shape));
    for (let i = 0; i < bytes.length; i++) bytes[i] = stream.next().value ?? 0;
    return { dtype, shape, bytes };
  });

test('any tensors come back as they were written, each aligned to its width', async () => {
  const names = fc.string({ unit: 'binary' }).filter((name) => name !== '__metadata__');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, anyTensor), { maxLength: 6 }), async (entries) => {
      const tensors = new Map(entries);
      const bytes = encodeSafetensors(tensors, new Map([['format', 'm2v']]));
      const back = await readAll(bytes);
      expect(back.size).toBe(tensors.size);
      for (const [name, tensor] of tensors) expect(back.get(name)).toEqual(tensor);
      const { tensors: places } = await readSafetensorsHeader(memoryFile(bytes), 'f');
      for (const [name, { start }] of places) expect(start % (byteLengthOf(tensors.get(name)!.dtype, []) || 1)).toBe(0);
    }),
  );
});

// Printed by Python's safetensors 0.8.0 for the same tensors: `safetensors.numpy.save(...)[8:]` up to the data.
test('the header is the one that the reference writes', () => {
  const bytes = encodeSafetensors(
    new Map<string, Tensor>([
      ['a', createTensor('F64', [3], new Float64Array(3))],
      ['b', createTensor('F32', [3], new Float32Array(3))],
      ['c', createTensor('F16', [3], new Uint16Array(3))],
      ['d', createTensor('I8', [3], new Int8Array(3))],
      ['e', createTensor('U8', [3], new Uint8Array(3))],
      ['f', createTensor('I32', [3], new Int32Array(3))],
      ['g', createTensor('I64', [3], new BigInt64Array(3))],
      ['Z\u{1F600}', createTensor('F32', [2], new Float32Array(2))],
      ['Z\uFFFD', createTensor('F32', [2], new Float32Array(2))],
      ['q"\n\x7f\x01é', createTensor('F32', [0, 5], new Float32Array(0))],
      ['s', createTensor('F32', [], new Float32Array(1))],
    ]),
  );
  const header = new TextDecoder().decode(bytes.subarray(8, 8 + new DataView(bytes.buffer).getUint32(0, true)));
  expect(header).toBe(
    '{"g":{"dtype":"I64","shape":[3],"data_offsets":[0,24]},"a":{"dtype":"F64","shape":[3],"data_offsets":[24,48]},' +
      '"Z\uFFFD":{"dtype":"F32","shape":[2],"data_offsets":[48,56]},' +
      '"Z\u{1F600}":{"dtype":"F32","shape":[2],"data_offsets":[56,64]},' +
      '"b":{"dtype":"F32","shape":[3],"data_offsets":[64,76]},' +
      '"q\\"\\n\x7f\\u0001é":{"dtype":"F32","shape":[0,5],"data_offsets":[76,76]},' +
      '"s":{"dtype":"F32","shape":[],"data_offsets":[76,80]},"f":{"dtype":"I32","shape":[3],"data_offsets":[80,92]},' +
      '"c":{"dtype":"F16","shape":[3],"data_offsets":[92,98]},"d":{"dtype":"I8","shape":[3],"data_offsets":[98,101]},' +
      '"e":{"dtype":"U8","shape":[3],"data_offsets":[101,104]}}     ',
  );
  const withMetadata = encodeSafetensors(
    new Map([['x', createTensor('I8', [3], new Int8Array(3))]]),
    new Map([['format', 'pt']]),
  );
  expect(new TextDecoder().decode(withMetadata.subarray(8, 96))).toBe(
    '{"__metadata__":{"format":"pt"},"x":{"dtype":"I8","shape":[3],"data_offsets":[0,3]}}    ',
  );
});

test('a missing tensor is named, with those that are there', async () => {
  const file = memoryFile(encodeSafetensors(new Map([['a', createTensor('I8', [1], Int8Array.of(1))]])));
  const header = await readSafetensorsHeader(file, 'm.safetensors');
  await expect(readTensor(file, header, 'embeddings', 'm.safetensors')).rejects.toThrow(
    'm.safetensors, tensor "embeddings": it is missing; there: a',
  );
});

test('a dtype of the format that is not computed with is unsupported only when its tensor is asked for', async () => {
  const json = '{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}';
  const bytes = Uint8Array.of(json.length, 0, 0, 0, 0, 0, 0, 0, ...Buffer.from(json), 1);
  const header = await readSafetensorsHeader(memoryFile(bytes), 'f');
  const error = await readTensor(memoryFile(bytes), header, 'a', 'f').catch((error: unknown) => error);
  expect(UnsupportedError.is(error) && error.message).toBe(
    'f, tensor "a": m2v does not compute with this dtype, got "BOOL"; allowed: I64, F64, F32, I32, BF16, F16, I8, U8',
  );
});

test('a file that got shorter since its header was read is a FormatError', async () => {
  const bytes = encodeSafetensors(new Map([['a', createTensor('I8', [4], new Int8Array(4))]]));
  const header = await readSafetensorsHeader(memoryFile(bytes), 'f');
  await expect(readTensor(memoryFile(bytes.subarray(0, -1)), header, 'a', 'f')).rejects.toThrow(FormatError);
});

test('each dtype becomes numbers', () => {
  const numbers = (tensor: Tensor) => [[...toFloat32(tensor)], [...toFloat64(tensor)]];
  expect(numbers(createTensor('F64', [2], Float64Array.of(0.1, -2)))).toEqual([
    [Math.fround(0.1), -2],
    [0.1, -2],
  ]);
  const same = (values: number[]) => [values, values];
  expect(numbers(createTensor('F32', [2], Float32Array.of(0.5, -2)))).toEqual(same([0.5, -2]));
  expect(numbers(createTensor('F16', [2], Uint16Array.of(0x3c00, 0xc000)))).toEqual(same([1, -2]));
  expect(numbers(createTensor('BF16', [2], Uint16Array.of(0x3f80, 0xc000)))).toEqual(same([1, -2]));
  expect(numbers(createTensor('I8', [2], Int8Array.of(127, -128)))).toEqual(same([127, -128]));
  expect(numbers(createTensor('U8', [2], Uint8Array.of(1, 255)))).toEqual(same([1, 255]));
  expect(numbers(createTensor('I32', [2], Int32Array.of(-1, 2 ** 24)))).toEqual(same([-1, 2 ** 24]));
  expect(numbers(createTensor('I64', [2], BigInt64Array.of(-1n, 5n)))).toEqual(same([-1, 5]));
});

test('integers become int32, or say which does not fit', () => {
  expect([...toInt32(createTensor('I64', [2], BigInt64Array.of(-(2n ** 31n), 2n ** 31n - 1n)), 'x')]).toEqual([
    -(2 ** 31),
    2 ** 31 - 1,
  ]);
  expect([...toInt32(createTensor('I32', [1], Int32Array.of(-5)), 'x')]).toEqual([-5]);
  expect([...toInt32(createTensor('U8', [1], Uint8Array.of(200)), 'x')]).toEqual([200]);
  expect([...toInt32(createTensor('I8', [1], Int8Array.of(-3)), 'x')]).toEqual([-3]);
  expect(() => toInt32(createTensor('I64', [2], BigInt64Array.of(0n, 2n ** 31n)), 'f, tensor "mapping"')).toThrow(
    'f, tensor "mapping": element 1 is beyond int32, got 2147483648',
  );
  expect(() => toInt32(createTensor('F32', [1], new Float32Array(1)), 'x')).toThrow(FormatError);
});

test('elements that do not fill the shape are refused', () => {
  expect(() => createTensor('F32', [2, 2], new Float32Array(3))).toThrow(InputError);
  const tensor: Tensor = { dtype: 'F32', shape: [2], bytes: new Uint8Array(4) };
  expect(() => encodeSafetensors(new Map([['a', tensor]]))).toThrow('tensor "a": 4 bytes do not fill F32');
  expect(() => encodeSafetensors(new Map([['__metadata__', { ...tensor, shape: [1] }]]))).toThrow(InputError);
});
