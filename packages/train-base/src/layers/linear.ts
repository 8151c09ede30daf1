import type { Matrix } from '@m2v/core';
import type { MatrixProduct } from '@m2v/core/kit';
import type { LinearLayer } from '@m2v/pipeline';

export interface LinearGradients {
  /** outputs x inputs. */
  weight: Float32Array;
  /** One an output. */
  bias: Float32Array;
}

/**
 * From the gradient dy of y = x Wᵀ + b: dW = dyᵀ x and db = Σ dy, written to `gradients`; dx = dy W, written to
 * `inputGradient` where it is given. The forward pass is `linearForward` of @m2v/pipeline.
 */
export function linearBackward(
  product: MatrixProduct,
  { weight, inputs, outputs }: LinearLayer,
  input: Matrix,
  outputGradient: Matrix,
  gradients: LinearGradients,
  inputGradient?: Matrix,
): void {
  const { data: dy, rows } = outputGradient;
  product(
    { data: dy, columns: outputs, depthStride: outputs, columnStride: 1 },
    { data: input.data, columns: inputs, depthStride: inputs, columnStride: 1 },
    rows,
    gradients.weight,
  );
  gradients.bias.fill(0);
  for (let i = 0; i < rows; i++) for (let o = 0; o < outputs; o++) gradients.bias[o] += dy[i * outputs + o];
  if (inputGradient === undefined) return;
  product(
    { data: dy, columns: rows, depthStride: 1, columnStride: outputs },
    { data: weight, columns: inputs, depthStride: inputs, columnStride: 1 },
    outputs,
    inputGradient.data,
  );
}

/** Sets the gradient to 0 where ReLU's output was 0, in place. */
export function reluBackward(output: Float32Array, gradient: Float32Array): void {
  for (let i = 0; i < gradient.length; i++) if (output[i] <= 0) gradient[i] = 0;
}
