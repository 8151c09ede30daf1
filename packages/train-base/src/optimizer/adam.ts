/** Adam's settings (Kingma and Ba 2015), torch's defaults. */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** What a step's number and learning rate make of Adam's update: p -= rate m / (√v correction + ε). */
export interface StepScale {
  rate: number;
  correction: number;
}

/** The bias corrections of step t, counted from 1. */
export function stepScale(t: number, learningRate: number): StepScale {
  const { beta1, beta2 } = ADAM;
  return { rate: learningRate / (1 - beta1 ** t), correction: 1 / Math.sqrt(1 - beta2 ** t) };
}

/** Adam for an array that every step changes: call with its gradient, once a step. */
export function createAdam(parameters: Float32Array): (gradient: Float32Array, scale: StepScale) => void {
  const { beta1, beta2, epsilon } = ADAM;
  const m = new Float32Array(parameters.length);
  const v = new Float32Array(parameters.length);
  return (gradient, { rate, correction }) => {
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i];
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      parameters[i] -= (rate * m[i]) / (Math.sqrt(v[i]) * correction + epsilon);
    }
  };
}
