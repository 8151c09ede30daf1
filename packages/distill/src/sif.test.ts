import { describe, expect, it } from 'vitest';
import { sifWeights } from './sif.js';

describe('sifWeights', () => {
  it('gives the weights of the reference', () => {
    const expected = [0.000289915924, 0.000434810857, 0.000579663795, 0.000724474756, 0.000869243758];
    const weights = sifWeights(5, 1e-4);
    expect(weights).toHaveLength(5);
    for (const [i, value] of expected.entries()) expect(weights[i]).toBeCloseTo(value, 12);
  });

  it('gives the weights of the reference for the vocabulary of all-MiniLM-L6-v2', () => {
    const weights = sifWeights(29_525, 1e-4);
    expect(weights[0]).toBeCloseTo(0.00197016, 8);
    expect(weights[1]).toBeCloseTo(0.00295234, 8);
    expect(weights[29_524]).toBeCloseTo(0.96682472, 8);
  });

  it('has none for no tokens', () => {
    expect(sifWeights(0, 1e-4)).toHaveLength(0);
  });
});
