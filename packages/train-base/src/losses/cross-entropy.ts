import { focalModulation, type Loss } from './loss.js';

/**
 * Softmax cross-entropy over classes, focal where `gamma` is above 0: Σ wᵧ (1 - p)^γ nll / Σ wᵧ, with p unweighted.
 * Targets are class indices, one a row.
 */
export function crossEntropy({ weights, gamma = 0 }: { weights?: Float32Array; gamma?: number }): Loss<Int32Array> {
  return ({ data, rows, dim }, targets, gradient) => {
    let total = 0;
    for (let i = 0; i < rows; i++) total += weights === undefined ? 1 : weights[targets[i]];
    let loss = 0;
    for (let i = 0; i < rows; i++) {
      const start = i * dim;
      let largest = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < dim; k++) largest = Math.max(largest, data[start + k]);
      let sum = 0;
      for (let k = 0; k < dim; k++) sum += Math.exp(data[start + k] - largest);
      const nll = Math.log(sum) + largest - data[start + targets[i]];
      const { factor, slope } = focalModulation(nll, gamma);
      const share = (weights === undefined ? 1 : weights[targets[i]]) / total;
      loss += factor * nll * share;
      if (gradient === undefined) continue;
      const scale = (factor + slope * nll) * share;
      for (let k = 0; k < dim; k++) {
        const p = Math.exp(data[start + k] - largest) / sum;
        gradient.data[start + k] = (p - (k === targets[i] ? 1 : 0)) * scale;
      }
    }
    return loss;
  };
}
