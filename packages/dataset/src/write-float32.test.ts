import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortestFloat32 } from './shortest-float32.js';
import { writeFloat32 } from './write-float32.js';

function fast(value: number): string {
  const bytes = new Uint8Array(30);
  return new TextDecoder().decode(bytes.subarray(3, writeFloat32(bytes, 3, value)));
}

const anyFloat32 = fc
  .integer({ min: 0, max: 0xffffffff })
  .map((bits) => new Float32Array(Uint32Array.of(bits).buffer)[0])
  .filter(Number.isFinite);
const likeAVector = fc.double({ min: -1, max: 1, noNaN: true }).map(Math.fround);

describe('writeFloat32', () => {
  it.each([
    [0.1, '0.1'],
    [-0.25, '-0.25'],
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [1 / 3, '0.33333334'],
    [16777216, '16777216'],
    [9999999, '9999999'],
    [1e-6, '0.000001'],
    [1e-7, '1e-7'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [1.401298464324817e-45, '1e-45'],
    [2 ** -20, '9.536743e-7'],
  ])('writes %d', (value, text) => {
    expect(fast(Math.fround(value))).toBe(text);
    expect(shortestFloat32(Math.fround(value))).toBe(text);
  });

  it('reads back as the same float32, whatever its bits', () => {
    fc.assert(
      fc.property(fc.oneof(anyFloat32, likeAVector), (value) => {
        expect(Math.fround(JSON.parse(fast(value)))).toBe(value);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is as short as the plain way, at powers of two as well', () => {
    const powersOfTwo = Array.from({ length: 276 }, (_, i) => Math.fround(2 ** (i - 149)));
    for (const value of powersOfTwo) expect(fast(value)).toHaveLength(shortestFloat32(value).length);
    fc.assert(
      fc.property(fc.oneof(anyFloat32, likeAVector), (value) => {
        expect(fast(value)).toHaveLength(shortestFloat32(value).length);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('shortestFloat32', () => {
  it('leaves no digit that could be left out', () => {
    fc.assert(
      fc.property(anyFloat32, (value) => {
        const [mantissa, exponent] = Number(shortestFloat32(value)).toExponential().split('e');
        const digits = mantissa.replace(/[-.]/g, '');
        if (digits.length === 1) return;
        const shorter = Number(digits.slice(0, -1));
        const scale = Number(exponent) - digits.length + 2;
        for (const candidate of [shorter, shorter + 1]) {
          expect(Math.fround(Number(`${candidate}e${scale}`))).not.toBe(Math.abs(value));
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
