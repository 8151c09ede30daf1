import type { Matrix } from '@m2v/core';

/** A loss over a batch: gives its value, and writes its gradient by the logits to `gradient` where that is given. */
export type Loss<T> = (logits: Matrix, targets: T, gradient?: Matrix) => number;

// The smallest normal float32: what 1 - p is taken to be at least, as the reference does.
const TINY = 2 ** -126;

/** Focal modulation (1 - p)^γ of a negative log-likelihood (Lin et al. 2017), and its derivative by that. */
export function focalModulation(nll: number, gamma: number): { factor: number; slope: number } {
  if (gamma === 0) return { factor: 1, slope: 0 };
  const rest = -Math.expm1(-nll);
  if (rest <= TINY) return { factor: TINY ** gamma, slope: 0 };
  return { factor: rest ** gamma, slope: gamma * rest ** (gamma - 1) * (1 - rest) };
}
