import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBfloat16, decodeFloat16, encodeFloat16, fromFloat16, toFloat16 } from './float16.js';

const ALL = Uint16Array.from({ length: 65536 }, (_, bits) => bits);

/** The value by the definition in IEEE 754, written apart from the code under test. */
function byDefinition(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

test('every one of the 65,536 halves is read as the standard defines it', () => {
  const decoded = decodeFloat16(ALL);
  for (let bits = 0; bits < 65536; bits++) {
    if (!Object.is(decoded[bits], byDefinition(bits))) expect.fail(`0x${bits.toString(16)} gives ${decoded[bits]}`);
  }
  expect(fromFloat16(0x3555)).toBe(0.333251953125);
});

test('NaN keeps its sign and payload', () => {
  const bits = new Uint32Array(decodeFloat16(Uint16Array.of(0xfe01, 0x7d00)).buffer);
  expect([...bits]).toEqual([0xffc02000, 0x7fa00000]);
});

test('every half is written as the bits that it was read from', () => {
  const written = encodeFloat16(decodeFloat16(ALL));
  for (let bits = 0; bits < 65536; bits++) {
    const noNumber = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
    if (written[bits] !== (noNumber ? 0x7e00 : bits))
      expect.fail(`0x${bits.toString(16)} comes back as ${written[bits]}`);
  }
});

test('halfway between two neighbours goes to the even one, a hair off goes to the nearer', () => {
  for (let low = 0; low < 0x7bff; low++) {
    const tie = (byDefinition(low) + byDefinition(low + 1)) / 2;
    const even = low % 2 === 0 ? low : low + 1;
    const got = [toFloat16(tie), toFloat16(-tie), toFloat16(tie * (1 - 2 ** -50)), toFloat16(tie * (1 + 2 ** -50))];
    const wanted = [even, even | 0x8000, low, low + 1];
    if (got.some((bits, i) => bits !== wanted[i])) expect.fail(`around ${tie}: ${got}, not ${wanted}`);
  }
});

test('overflow begins at the tie above 65504', () => {
  expect(toFloat16(65519.99)).toBe(0x7bff);
  expect(toFloat16(65520)).toBe(0x7c00);
  expect(toFloat16(-1e30)).toBe(0xfc00);
  expect(toFloat16(Number.NEGATIVE_INFINITY)).toBe(0xfc00);
});

test('no half lies nearer to a number than the one chosen', () => {
  fc.assert(
    fc.property(fc.double({ min: -65519, max: 65519, noNaN: true }), (value) => {
      const bits = toFloat16(value);
      const distance = Math.abs(byDefinition(bits) - value);
      const magnitude = bits & 0x7fff;
      for (const other of [magnitude - 1, magnitude + 1]) {
        if (other < 0 || other > 0x7bff) continue;
        expect(distance).toBeLessThanOrEqual(Math.abs(byDefinition(other | (bits & 0x8000)) - value));
      }
    }),
  );
});

test('many at once are rounded as one by one: ties, their neighbours, and any float32', () => {
  // All that differ from a half by at most half a unit and a little: the upper 19 bits of a float32, and what follows.
  const tails = [0, 1, 0xfff, 0x1000, 0x1001, 0x1fff];
  const bits = Uint32Array.from({ length: 2 ** 19 * tails.length }, (_, i) => {
    const head = Math.floor(i / tails.length);
    return ((head << 13) | tails[i % tails.length]) >>> 0;
  });
  const values = new Float32Array(bits.buffer);
  const written = encodeFloat16(values);
  for (let i = 0; i < values.length; i++) {
    if (written[i] !== toFloat16(values[i]))
      expect.fail(`${values[i]} gives ${written[i]}, not ${toFloat16(values[i])}`);
  }
  expect([...encodeFloat16(values.subarray(3, 9))]).toEqual([...written.subarray(3, 9)]);
});

test('bfloat16 is the upper half of a float32', () => {
  expect([...decodeBfloat16(Uint16Array.of(0x3f80, 0xc049, 0x0001, 0xff80, 0x8000))]).toEqual([
    1,
    -3.140625,
    2 ** -133,
    Number.NEGATIVE_INFINITY,
    -0,
  ]);
});
