import { InputError } from '@m2v/core';

/** @throws InputError for what can be no coefficient of `sifWeights` */
export function checkSif(coefficient: number | null): void {
  if (coefficient === null || (typeof coefficient === 'number' && coefficient > 0 && coefficient < 1)) return;
  const allowed = 'a number between 0 and 1, or null';
  throw new InputError({ where: 'sifCoefficient', what: 'cannot be used', value: coefficient, allowed });
}

/**
 * Smooth inverse frequency weights for `count` tokens in order of frequency, as the reference computes them: token i
 * (from 0) is taken to occur with p_i = (1 / (i + 2)) / Σ_j 1 / (j + 2), by Zipf's law, and weighs
 * coefficient / (coefficient + p_i): rare tokens nearly 1, frequent ones little.
 *
 * Source: Arora, Liang and Ma (2017), "A simple but tough-to-beat baseline for sentence embeddings".
 *
 * @param coefficient above 0 and below 1.
 */
export function sifWeights(count: number, coefficient: number): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, i) => 1 / (i + 2));
  const total = weights.reduce((sum, inverseRank) => sum + inverseRank, 0);
  return weights.map((inverseRank) => coefficient / (coefficient + inverseRank / total));
}
