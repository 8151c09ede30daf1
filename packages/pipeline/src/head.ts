import { createMatrix, type ErrorFields, type Matrix } from '@m2v/core';
import { createMatrixProduct, rowRange } from '@m2v/core/kit';

/** y = x Wᵀ + b. */
export interface LinearLayer {
  /** outputs x inputs, row-major. */
  weight: Float32Array;
  /** One an output. */
  bias: Float32Array;
  inputs: number;
  outputs: number;
}

/** What turns the last layer's outputs (logits) into scores. */
export type Activation = 'softmax' | 'sigmoid' | 'identity';

/** A class, as the training data named it. */
export type Label = string | number;

/** Linear layers with ReLU between them, and an activation; without layers the vectors are the outputs. */
export interface Head {
  layers: readonly LinearLayer[];
  activation: Activation;
  /** One an output, where the outputs are classes. */
  classes?: readonly Label[];
}

// Vectors at a time: what the layers make of so many stays in a processor's cache.
const BLOCK = 256;

/** The head's logits for vectors, vectors.rows x outputs; those of a head without layers are the vectors themselves. */
export function headLogits({ layers }: Pick<Head, 'layers'>, vectors: Matrix): Matrix {
  const last = layers.length - 1;
  if (last < 0) return vectors;
  const product = createMatrixProduct();
  const logits = createMatrix(vectors.rows, layers[last].outputs);
  for (let first = 0; first < vectors.rows; first += BLOCK) {
    const end = Math.min(first + BLOCK, vectors.rows);
    let input = rowRange(vectors, first, end);
    layers.forEach((layer, i) => {
      const output = i === last ? rowRange(logits, first, end) : createMatrix(input.rows, layer.outputs);
      linearForward(product, layer, input, output);
      if (i < last) reluInPlace(output.data);
      input = output;
    });
  }
  return logits;
}

/** Writes x Wᵀ + b to `output`, rows x layer.outputs. */
export function linearForward(
  product: ReturnType<typeof createMatrixProduct>,
  { weight, bias, inputs, outputs }: LinearLayer,
  input: Matrix,
  output: Matrix,
): void {
  for (let i = 0; i < input.rows; i++) output.data.set(bias, i * outputs);
  product(
    { data: input.data, columns: input.rows, depthStride: 1, columnStride: inputs },
    { data: weight, columns: outputs, depthStride: 1, columnStride: inputs },
    inputs,
    output.data,
    true,
  );
}

export function reluInPlace(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = 0;
}

/** Scores out of logits: softmax over each row, the logistic function of each value, or the logits as they are. */
export function activated({ data: logits, rows, dim }: Matrix, activation: Activation): Matrix {
  const data = activation === 'sigmoid' ? logits.map(sigmoid) : logits.slice();
  if (activation === 'softmax') for (let i = 0; i < rows; i++) softmaxInPlace(data.subarray(i * dim, (i + 1) * dim));
  return { data, rows, dim };
}

/** The logistic function. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

// The largest is subtracted first, so that nothing overflows.
function softmaxInPlace(values: Float32Array): void {
  const largest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.exp(values[i] - largest);
    sum += values[i];
  }
  for (let i = 0; i < values.length; i++) values[i] /= sum;
}

/** What is wrong with a head for vectors of `dim`: layers that do not follow from one another, classes that are not one an output. */
export function headProblem({ layers, classes }: Head, dim: number): ErrorFields | undefined {
  let width = dim;
  for (const [i, { weight, bias, inputs, outputs }] of layers.entries()) {
    if (inputs !== width || weight.length !== inputs * outputs || bias.length !== outputs) {
      const value = [outputs, inputs];
      return { where: `head.${i}`, what: 'does not fit what comes before it', value, allowed: `outputs x ${width}` };
    }
    width = outputs;
  }
  if (classes === undefined || classes.length === width) return undefined;
  return { where: 'classes', what: 'are not one an output', value: classes.length, allowed: String(width) };
}
