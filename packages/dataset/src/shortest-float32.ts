/**
 * The shortest decimal that reads back as the same float32, written as JavaScript writes numbers (`0.1`, `1e-7`).
 * `value` must be finite and a float32.
 */
export function shortestFloat32(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const size = Math.abs(value);
  for (let digits = 1; digits < 9; digits++) {
    const [mantissa, exponent] = size.toExponential(digits - 1).split('e');
    const nearest = Number(mantissa.replace('.', ''));
    // Below a power of two the floats lie twice as dense as above: there the nearest decimal may miss, the next one hit.
    for (const candidate of [nearest, nearest + 1]) {
      const decimal = Number(`${candidate}e${Number(exponent) - digits + 1}`);
      if (Math.fround(decimal) === size) return String(value < 0 ? -decimal : decimal);
    }
  }
  // Nine digits tell any two float32 apart.
  return String(Number(value.toPrecision(9)));
}
