import { shortestFloat32 } from './shortest-float32.js';

/** More bytes than any float32 takes. */
export const MAX_FLOAT32_BYTES = 24;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

// Powers of ten that a double holds exactly, so that `integer / POWERS[k]` is the double nearest to that decimal.
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

// Between these a number is written without an exponent, and its digits fit exact integer arithmetic.
const SMALLEST = 1e-6;
const LARGEST = 1e7;

/**
 * Writes `shortestFloat32(value)` in ASCII at `bytes[at]`; gives the position after it. It is the fast path of writing
 * vectors: numbers become digits without a string between. Checked over every float32 between the two bounds above: no
 * decimal lies where reading it as a double first (JSON.parse) and as a float32 at once (strtof) would differ.
 */
export function writeFloat32(bytes: Uint8Array, at: number, value: number): number {
  const size = Math.abs(value);
  if (!(size >= SMALLEST && size < LARGEST)) return writeAscii(bytes, at, shortestFloat32(value));
  // Most float32 need eight digits: begin there, with the count of decimals that leaves eight.
  let decimals = size < 1 ? 8 : 7;
  while (size * POWERS[decimals] < 1e7) decimals++;
  while (size * POWERS[decimals] >= 1e8) decimals--;
  let integer = scaled(size, decimals);
  if (integer < 0) {
    integer = Math.round(size * POWERS[++decimals]);
  } else {
    // What fewer digits cannot say, still fewer cannot either: go down until one fails.
    while (decimals > 0) {
      const shorter = scaled(size, decimals - 1);
      if (shorter < 0) break;
      integer = shorter;
      decimals--;
    }
  }
  return writeDecimal(bytes, value < 0 ? writeMinus(bytes, at) : at, integer, decimals);
}

// The integer n for which n / 10^decimals reads back as `size`, or -1; n + 1 for the reason given in shortestFloat32.
function scaled(size: number, decimals: number): number {
  const power = POWERS[decimals];
  const integer = Math.round(size * power);
  if (Math.fround(integer / power) === size) return integer;
  return Math.fround((integer + 1) / power) === size ? integer + 1 : -1;
}

function writeDecimal(bytes: Uint8Array, at: number, integer: number, decimals: number): number {
  let length = decimals + 1;
  while (integer >= POWERS[length]) length++;
  const end = at + length + (decimals > 0 ? 1 : 0);
  let rest = integer;
  for (let i = end - 1, written = 0; i >= at; i--, written++) {
    if (written === decimals && decimals > 0) bytes[i--] = POINT;
    const tenth = Math.floor(rest / 10);
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return end;
}

function writeMinus(bytes: Uint8Array, at: number): number {
  bytes[at] = MINUS;
  return at + 1;
}

function writeAscii(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}
