import { FormatError, InputError, UnsupportedError } from '../errors.js';
import { decodeBfloat16, decodeFloat16 } from '../float16.js';
import type { StoredFile } from '../storage/storage.js';
import { bitsOf, DTYPES, type Dtype, isDtype } from './dtype.js';
import { type SafetensorsHeader, tensorPlace } from './safetensors-header.js';

/** A tensor as it is stored: row-major, little-endian. */
export interface Tensor {
  dtype: Dtype;
  /** Sizes, outermost first; empty for a single number. */
  shape: number[];
  /** Product of the shape times the dtype's width; begins at a multiple of that width in its buffer. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** The elements of each dtype as JavaScript holds them; F16 and BF16 as their bits. */
export interface TensorElements {
  F64: Float64Array<ArrayBuffer>;
  F32: Float32Array<ArrayBuffer>;
  F16: Uint16Array<ArrayBuffer>;
  BF16: Uint16Array<ArrayBuffer>;
  I8: Int8Array<ArrayBuffer>;
  U8: Uint8Array<ArrayBuffer>;
  I32: Int32Array<ArrayBuffer>;
  I64: BigInt64Array<ArrayBuffer>;
}

/**
 * A tensor over the given elements, sharing their memory.
 * @throws InputError where the shape's product is not the number of elements
 */
export function createTensor<D extends Dtype>(dtype: D, shape: number[], elements: TensorElements[D]): Tensor {
  const tensor = { dtype, shape, bytes: new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength) };
  if (tensor.bytes.length !== byteLengthOf(dtype, shape)) {
    throw new InputError({ what: `${elements.length} elements do not fill a tensor of this shape`, value: shape });
  }
  return tensor;
}

/** Bytes that a tensor of a dtype and shape takes. */
export function byteLengthOf(dtype: Dtype, shape: number[]): number {
  return shape.reduce((product, size) => product * size, (bitsOf(dtype) ?? 0) / 8);
}

/**
 * Reads one tensor of a file whose header was checked.
 * @param where names the file in errors
 * @throws FormatError where the file has no tensor of this name, or ended early; UnsupportedError for a dtype that
 *   m2v does not compute with
 */
export async function readTensor(
  file: StoredFile,
  header: SafetensorsHeader,
  name: string,
  where: string,
): Promise<Tensor> {
  const info = header.tensors.get(name);
  if (info === undefined) {
    const names = [...header.tensors.keys()].slice(0, 8).join(', ') || 'none';
    throw new FormatError('invalid-model', { where: tensorPlace(where, name), what: `it is missing; there: ${names}` });
  }
  const { dtype, shape, start, end } = info;
  if (!isDtype(dtype)) {
    throw new UnsupportedError('unsupported-dtype', {
      where: tensorPlace(where, name),
      what: 'm2v does not compute with this dtype',
      value: dtype,
      allowed: DTYPES.join(', '),
    });
  }
  const bytes = new Uint8Array(await file.slice(start, end));
  if (bytes.length !== end - start) {
    throw new FormatError('invalid-safetensors', { where: tensorPlace(where, name), what: 'the file ends within it' });
  }
  return { dtype, shape, bytes };
}

/** The elements as float32 (integers and float64 rounded); shares the tensor's memory where it is F32. */
export function toFloat32(tensor: Tensor): Float32Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = tensor.bytes;
  switch (tensor.dtype) {
    case 'F32':
      return new Float32Array(buffer, byteOffset, length / 4);
    case 'F64':
      return new Float32Array(new Float64Array(buffer, byteOffset, length / 8));
    case 'F16':
      return decodeFloat16(new Uint16Array(buffer, byteOffset, length / 2));
    case 'BF16':
      return decodeBfloat16(new Uint16Array(buffer, byteOffset, length / 2));
    case 'I8':
      return new Float32Array(new Int8Array(buffer, byteOffset, length));
    case 'U8':
      return new Float32Array(tensor.bytes);
    case 'I32':
      return new Float32Array(new Int32Array(buffer, byteOffset, length / 4));
    case 'I64':
      return Float32Array.from(new BigInt64Array(buffer, byteOffset, length / 8), Number);
  }
}

/** The elements as float64 (I64 rounded); shares the tensor's memory where it is F64. */
export function toFloat64(tensor: Tensor): Float64Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = tensor.bytes;
  switch (tensor.dtype) {
    case 'F64':
      return new Float64Array(buffer, byteOffset, length / 8);
    case 'I32':
      return new Float64Array(new Int32Array(buffer, byteOffset, length / 4));
    case 'I64':
      return Float64Array.from(new BigInt64Array(buffer, byteOffset, length / 8), Number);
    default:
      // The narrower dtypes fit into a float32 exactly.
      return new Float64Array(toFloat32(tensor));
  }
}

/**
 * The elements of an integer tensor as int32; shares the tensor's memory where it is I32.
 * @param where names file and tensor in errors
 * @throws FormatError for a dtype that is no integer, and for an element beyond int32
 */
export function toInt32(tensor: Tensor, where: string): Int32Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = tensor.bytes;
  switch (tensor.dtype) {
    case 'I32':
      return new Int32Array(buffer, byteOffset, length / 4);
    case 'I8':
      return new Int32Array(new Int8Array(buffer, byteOffset, length));
    case 'U8':
      return new Int32Array(tensor.bytes);
    case 'I64':
      return Int32Array.from(new BigInt64Array(buffer, byteOffset, length / 8), (element, i) => {
        const value = Number(element);
        if (value === (value | 0)) return value;
        throw new FormatError('invalid-safetensors', { where, what: `element ${i} is beyond int32`, value: element });
      });
    default:
      throw new FormatError('invalid-safetensors', {
        where,
        what: 'its elements are no integers',
        value: tensor.dtype,
        allowed: 'I8, U8, I32, I64',
      });
  }
}
