import { createMatrix, type Matrix } from '@m2v/core';
import { createMatrixProduct, createRandom } from '@m2v/core/kit';
import { linearForward } from '@m2v/pipeline';
import { describe, expect, test } from 'vitest';
import { createSparseRows } from './kernels/sparse-rows/sparse-rows.js';
import { embeddingBagBackward, embeddingBagForward, embeddingBagSlopes } from './layers/embedding-bag.js';
import { l2NormalizeBackward, l2NormalizeForward } from './layers/l2-normalize.js';
import { linearInputGradient, linearWeightGradient, reluBackward } from './layers/linear.js';
import { binaryCrossEntropy } from './losses/binary-cross-entropy.js';
import { crossEntropy } from './losses/cross-entropy.js';
import { createBatchFiller, createBatchRows } from './network/batch-rows.js';

// Central differences: what a backward function says is compared with what a small change does to Σ gradient · output.
// Everything is float32, so the step is large and the functions are nearly linear over it.
const STEP = 1e-2;
const TOLERANCE = 2e-3;

const random = createRandom(7);
const values = (length: number) => Float32Array.from({ length }, () => random.next() * 2 - 1);
const matrix = (rows: number, dim: number): Matrix => ({ data: values(rows * dim), rows, dim });
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** The slope of `output` by each of `inputs`, which are changed and put back. */
function slopes(inputs: Float32Array, output: () => number): Float32Array {
  return inputs.map((value, i) => {
    inputs[i] = value + STEP;
    const above = output();
    inputs[i] = value - STEP;
    const below = output();
    inputs[i] = value;
    return (above - below) / (2 * STEP);
  });
}

function expectClose(found: Float32Array, wanted: Float32Array): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - wanted[i]), `element ${i}: ${value} for ${wanted[i]}`).toBeLessThan(
      TOLERANCE * (1 + Math.abs(wanted[i])),
    );
  });
}

test('linear: by its weight, its bias and its input', () => {
  const product = createMatrixProduct();
  const layer = { weight: values(15), bias: values(3), inputs: 5, outputs: 3 };
  const input = matrix(4, 5);
  const gradient = matrix(4, 3);
  const output = () => {
    const result = createMatrix(4, 3);
    linearForward(product, layer, input, result);
    return dot(result.data, gradient.data);
  };
  const gradients = { weight: new Float32Array(15), bias: new Float32Array(3) };
  const inputGradient = createMatrix(4, 5);
  linearWeightGradient(product, input, gradient, 0, gradients);
  linearInputGradient(product, layer, gradient, inputGradient.data);
  expectClose(gradients.weight, slopes(layer.weight, output));
  expectClose(gradients.bias, slopes(layer.bias, output));
  expectClose(inputGradient.data, slopes(input.data, output));
});

test('ReLU lets a gradient through where its output is above 0', () => {
  const gradient = Float32Array.of(1, 2, 3);
  reluBackward(Float32Array.of(0, 0.5, 0), gradient);
  expect([...gradient]).toEqual([0, 2, 0]);
});

test('L2 normalization', () => {
  const input = matrix(3, 4);
  const gradient = values(12);
  const forward = () => {
    const copy = { ...input, data: input.data.slice() };
    return { copy, norms: l2NormalizeForward(copy) };
  };
  const { copy, norms } = forward();
  const found = gradient.slice();
  l2NormalizeBackward(copy, norms, found);
  expectClose(
    found,
    slopes(input.data, () => dot(forward().copy.data, gradient)),
  );
});

test('linear: by the weights of some outputs', () => {
  const [input, gradient] = [matrix(4, 5), matrix(4, 3)];
  const part = (first: number, outputs: number) => {
    const gradients = { weight: new Float32Array(5 * outputs), bias: new Float32Array(outputs) };
    linearWeightGradient(createMatrixProduct(), input, gradient, first, gradients);
    return gradients;
  };
  const whole = part(0, 3);
  const { weight, bias } = part(1, 2);
  expect({ weight, bias }).toEqual({ weight: whole.weight.slice(5), bias: whole.bias.slice(1) });
});

describe.each([
  ['plain', undefined, undefined],
  ['with weights', undefined, values(6)],
  ['with a mapping and weights', Int32Array.of(0, 1, 1, 2, 3, 0), values(6)],
])('embedding bag, %s', (_, mapping, tokenWeights) => {
  const dim = 6;
  const rows = mapping === undefined ? 6 : 4;
  const embeddings = values(rows * dim);
  // A text with a token twice, an empty one, and one with two tokens, which share a row with others where there is a mapping.
  const batch = {
    ids: Int32Array.of(1, 4, 2, 5),
    counts: Float32Array.of(2, 1, 1, 1),
    offsets: Int32Array.of(0, 2, 2, 4),
    indices: Int32Array.of(0, 1, 2),
  };
  const filled = createBatchRows({ texts: 3, entries: 4 }, rows);
  const fill = createBatchFiller({ mapping, tokenWeights }, filled, rows);
  const gradient = values(3 * dim);
  // The columns from 2 on, as a thread has them that shares the table with another.
  const first = 2;
  const width = dim - first;
  const table = createSparseRows(rows, width, 3, 4);
  const output = () => {
    fill(batch);
    const means = new Float32Array(3 * dim);
    for (let i = 0; i < rows; i++) {
      table.values.set(embeddings.subarray(i * dim + first, (i + 1) * dim), i * table.pitch);
    }
    embeddingBagForward(table, filled, { data: means, dim, first });
    return dot(means, gradient);
  };

  test('by the rows, in the columns of the table', () => {
    output();
    embeddingBagBackward(table, filled, { data: gradient, dim, first });
    const dense = new Float32Array(embeddings.length);
    for (let k = 0; k < filled.sizes[1]; k++) {
      dense.set(table.gradient(filled.starts[k], filled.starts[k + 1]), filled.used[k] * dim + first);
    }
    expectClose(dense, slopes(embeddings, output));
    expect(dense.some((value) => value !== 0)).toBe(true);
  });

  test('by the weights', () => {
    if (tokenWeights === undefined) return;
    const whole = createSparseRows(rows, dim, 3, 4);
    for (let i = 0; i < rows; i++) whole.values.set(embeddings.subarray(i * dim, (i + 1) * dim), i * whole.pitch);
    const forward = () => {
      fill(batch);
      const means = new Float32Array(3 * dim);
      embeddingBagForward(whole, filled, { data: means, dim, first: 0 });
      return dot(means, gradient);
    };
    forward();
    const entries = new Float32Array(4);
    embeddingBagSlopes(whole, filled, { data: gradient, dim }, entries);
    const found = new Float32Array(6);
    batch.ids.forEach((id, t) => {
      found[id] += batch.counts[t] * entries[t];
    });
    expectClose(found, slopes(tokenWeights, forward));
  });
});

describe.each([0, 0.5, 2])('losses, γ = %d', (gamma) => {
  const weights = Float32Array.of(0.5, 2, 1);

  test.each([undefined, weights])('cross-entropy, weights %j', (weights) => {
    const loss = crossEntropy({ weights, gamma });
    const logits = matrix(4, 3);
    const targets = Int32Array.of(0, 1, 2, 1);
    const gradient = createMatrix(4, 3);
    const value = loss(logits, targets, gradient);
    expect(loss(logits, targets)).toBe(value);
    expectClose(
      gradient.data,
      slopes(logits.data, () => loss(logits, targets)),
    );
  });

  test.each([undefined, weights])('binary cross-entropy, weights %j', (weights) => {
    const loss = binaryCrossEntropy({ weights, gamma });
    const logits = matrix(4, 3);
    const targets = Uint8Array.of(0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0);
    const gradient = createMatrix(4, 3);
    loss(logits, targets, gradient);
    expectClose(
      gradient.data,
      slopes(logits.data, () => loss(logits, targets)),
    );
  });
});

describe('values of the reference', () => {
  const logits = { data: Float32Array.of(1, 2, 0.5, 0.1, -0.2, 0.3), rows: 2, dim: 3 };
  const weights = Float32Array.of(1, 2, 3);

  test.each([
    [{}, 0.775154],
    [{ weights }, 0.671559],
    [{ gamma: 2 }, 0.270291],
  ])('cross-entropy %j', (options, wanted) => {
    expect(crossEntropy(options)(logits, Int32Array.of(1, 0))).toBeCloseTo(wanted, 5);
  });

  test.each([
    [{}, 0.80186],
    [{ weights }, 1.14467],
    [{ gamma: 2 }, 0.361179],
  ])('binary cross-entropy %j', (options, wanted) => {
    expect(binaryCrossEntropy(options)(logits, Uint8Array.of(1, 0, 1, 0, 0, 1))).toBeCloseTo(wanted, 5);
  });
});
