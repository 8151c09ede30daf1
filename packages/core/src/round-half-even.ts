// Adding and taking away 1.5 * 2^52 leaves no bits below the unit, and the hardware rounds ties to even.
const ROUNDER = 6755399441055744;

/** The nearest integer, ties to the even one, as numpy rounds; for magnitudes below 2^51. */
export function roundHalfEven(value: number): number {
  return value + ROUNDER - ROUNDER;
}
