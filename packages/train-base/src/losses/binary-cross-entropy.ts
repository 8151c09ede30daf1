import { focalModulation, type Loss } from './loss.js';

/**
 * Binary cross-entropy with logits, the mean over all rows and classes; `weights` multiply the positive part of each class,
 * and with `gamma` above 0 each term is modulated by (1 - p)^γ of the unweighted one. Targets are 0 or 1, rows x classes.
 */
export function binaryCrossEntropy({
  weights,
  gamma = 0,
}: {
  weights?: Float32Array;
  gamma?: number;
}): Loss<Uint8Array> {
  return ({ data, rows, dim }, targets, gradient) => {
    const share = 1 / (rows * dim);
    let loss = 0;
    for (let i = 0; i < rows * dim; i++) {
      const z = data[i];
      const y = targets[i];
      // log(1 + e^-z), without overflow.
      const softplus = Math.log1p(Math.exp(-Math.abs(z))) + Math.max(-z, 0);
      const positive = 1 + ((weights === undefined ? 1 : weights[i % dim]) - 1) * y;
      const rest = 1 / (1 + Math.exp(z));
      const term = (1 - y) * z + positive * softplus;
      const nll = (1 - y) * z + softplus;
      const { factor, slope } = focalModulation(nll, gamma);
      loss += factor * term * share;
      if (gradient !== undefined) {
        const termSlope = 1 - y - positive * rest;
        gradient.data[i] = (factor * termSlope + slope * term * (1 - y - rest)) * share;
      }
    }
    return loss;
  };
}
