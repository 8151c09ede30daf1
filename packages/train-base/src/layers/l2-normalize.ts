import type { Matrix } from '@m2v/core';

// torch.nn.functional.normalize: the norm is taken to be at least this.
const LEAST_NORM = 1e-12;

/** Divides each row by its L2 norm, in place; gives the norms. */
export function l2NormalizeForward({ data, rows, dim }: Matrix): Float32Array {
  const norms = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let j = i * dim; j < (i + 1) * dim; j++) squares += data[j] * data[j];
    norms[i] = Math.max(Math.sqrt(squares), LEAST_NORM);
    for (let j = i * dim; j < (i + 1) * dim; j++) data[j] /= norms[i];
  }
  return norms;
}

/** From dy of y = x / |x|: dx = (dy - y (y·dy)) / |x|, in place of dy. */
export function l2NormalizeBackward({ data: y, rows, dim }: Matrix, norms: Float32Array, gradient: Float32Array): void {
  for (let i = 0; i < rows; i++) {
    let product = 0;
    for (let j = i * dim; j < (i + 1) * dim; j++) product += y[j] * gradient[j];
    for (let j = i * dim; j < (i + 1) * dim; j++) gradient[j] = (gradient[j] - y[j] * product) / norms[i];
  }
}
