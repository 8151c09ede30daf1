import type { Matrix } from '@m2v/core';
import type { MatrixProduct } from '@m2v/core/kit';
import type { LinearLayer } from '@m2v/pipeline';

// The forward pass, y = x Wᵀ + b, is `linearForward` of @m2v/pipeline.

/** From the gradient dy of y: dx = dy W, written to `inputGradient`. */
export function linearInputGradient(
  product: MatrixProduct,
  { weight, inputs, outputs }: LinearLayer,
  { data: dy, rows }: Matrix,
  inputGradient: Float32Array,
): void {
  product(
    { data: dy, columns: rows, depthStride: 1, columnStride: outputs },
    { data: weight, columns: inputs, depthStride: inputs, columnStride: 1 },
    outputs,
    inputGradient,
  );
}

export interface LinearGradients {
  /** outputs x inputs. */
  weight: Float32Array;
  /** One an output. */
  bias: Float32Array;
}

/** From the gradient dy of y, for the outputs from `first` on that `gradients` has room for: dW = dyᵀ x and db = Σ dy. */
export function linearWeightGradient(
  product: MatrixProduct,
  { data: x, dim: inputs }: Matrix,
  { data: dy, rows, dim: outputs }: Matrix,
  first: number,
  { weight, bias }: LinearGradients,
): void {
  product(
    { data: dy.subarray(first), columns: bias.length, depthStride: outputs, columnStride: 1 },
    { data: x, columns: inputs, depthStride: inputs, columnStride: 1 },
    rows,
    weight,
  );
  bias.fill(0);
  for (let i = 0; i < rows; i++) for (let o = 0; o < bias.length; o++) bias[o] += dy[i * outputs + first + o];
}

/** Sets the gradient to 0 where ReLU's output was 0, in place. */
export function reluBackward(output: Float32Array, gradient: Float32Array): void {
  for (let i = 0; i < gradient.length; i++) if (output[i] <= 0) gradient[i] = 0;
}
