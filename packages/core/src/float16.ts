import { roundHalfEven } from './round-half-even.js';

// Typed arrays are read as the files are written, little-endian: every JavaScript engine runs on such machines.

const EXPONENT_SHIFT = 2 ** 112; // float32's exponent bias (127) less float16's (15)
const LARGEST_TIE = 65520; // halfway between the largest float16 (65504) and the next power of two: rounds to infinity
const SMALLEST_NORMAL = 2 ** -14;

// The same as bits of a float32: 2^-14, 2^16 (which rounds to infinity) and 112 in the place of the exponent.
const SMALLEST_NORMAL_BITS = 0x38800000;
const INFINITE_AS_HALF_BITS = 0x47800000;
const EXPONENT_SHIFT_BITS = 112 << 23;

const scratch = new Float64Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** The number that the 16 bits of an IEEE 754 half-precision float stand for. */
export function fromFloat16(bits: number): number {
  return decodeFloat16(Uint16Array.of(bits))[0];
}

/** n half-precision floats, given as bits, to n float32 values: exact, signs of zero and of NaN kept. */
export function decodeFloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(bits.length);
  const outBits = new Uint32Array(out.buffer);
  for (let i = 0; i < bits.length; i++) {
    const half = bits[i];
    // Infinity and NaN have all exponent bits set in either format. All else becomes a float32 that is too small by
    // a power of two, subnormal where the half is: the multiplication puts both right.
    if ((half & 0x7c00) === 0x7c00) {
      outBits[i] = ((half & 0x8000) << 16) | 0x7f800000 | ((half & 0x03ff) << 13);
    } else {
      outBits[i] = (half & 0x7fff) << 13;
      out[i] *= EXPONENT_SHIFT;
      outBits[i] |= (half & 0x8000) << 16;
    }
  }
  return out;
}

/** The bits of the half-precision float nearest to a number, ties to even, as numpy's `astype('float16')` rounds. */
export function toFloat16(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= LARGEST_TIE) return sign | 0x7c00;
  // Below 2^-14 the unit is fixed; a value that rounds up to 1024 units carries into the exponent, as it should.
  if (magnitude < SMALLEST_NORMAL) return sign | roundHalfEven(magnitude * 2 ** 24);
  scratch[0] = magnitude;
  const exponent = (scratchBits[1] >>> 20) - 1023;
  const units = roundHalfEven(magnitude * 2 ** (10 - exponent));
  return sign | (((exponent + 15) << 10) + units - 1024);
}

/** n float32 values to the bits of n half-precision floats, each rounded as `toFloat16` rounds, in integers alone. */
export function encodeFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const out = new Uint16Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const sign = (bits[i] >>> 16) & 0x8000;
    const magnitude = bits[i] & 0x7fffffff;
    if (magnitude >= SMALLEST_NORMAL_BITS && magnitude < INFINITE_AS_HALF_BITS) {
      // Half a unit less one, and one more where the unit is odd: a tie goes to the even neighbour.
      const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
      out[i] = sign | ((rounded - EXPONENT_SHIFT_BITS) >>> 13);
    } else {
      out[i] = toFloat16(values[i]);
    }
  }
  return out;
}

/** n bfloat16 values, given as bits, to n float32 values: exact, since they are a float32's upper half. */
export function decodeBfloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = bits[i] << 16;
  return new Float32Array(out.buffer);
}
