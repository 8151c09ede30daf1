import type { Matrix } from '@m2v/core';
import { createMatrixProduct, rowRange } from '@m2v/core/kit';
import { type LinearLayer, linearForward, reluInPlace } from '@m2v/pipeline';
import { createSparseRows, type SparseRows } from '../kernels/sparse-rows/sparse-rows.js';
import { embeddingBagBackward, embeddingBagForward, embeddingBagSlopes } from '../layers/embedding-bag.js';
import { l2NormalizeBackward, l2NormalizeForward } from '../layers/l2-normalize.js';
import { linearInputGradient, linearWeightGradient, reluBackward } from '../layers/linear.js';
import { createAdam } from '../optimizer/adam.js';
import { createSparseAdam } from '../optimizer/sparse-adam.js';
import type { Phase } from '../threads/phases.js';
import { textCount, usedRows } from './batch-rows.js';
import type { NetworkMemory } from './network-memory.js';

/** Columns of the table are divided by so many, as kernels take them. */
export const COLUMN_STEP = 4;

/**
 * What one of `count` threads does of a step. The table is divided by columns, the layers' work on a batch by its texts, and
 * that on parameters by outputs: every sum is one thread's, in the same order whatever the number of threads, so that the
 * bits do not depend on it.
 */
export function createNetworkShare(memory: NetworkMemory, index: number, count: number): Record<Phase, () => void> {
  const { dim, embeddings, layers, batch, activations, gradients, weightSlopes, limits } = memory;
  const product = createMatrixProduct();
  const [firstColumn, endColumn] = shareOf(dim, index, count, COLUMN_STEP);
  const width = endColumn - firstColumn;
  const table = createSparseRows(embeddings.length / dim, width, limits.texts, limits.entries);
  copyColumns(embeddings, dim, firstColumn, width, table);
  const adam = memory.trainsEmbeddings ? createSparseAdam(table) : undefined;
  const parameters = layers.map((layer) => createLayerShare(layer, index, count));
  const widths = [dim, ...layers.map(({ outputs }) => outputs)];
  let norms: Float32Array = new Float32Array(0);

  /** The share's texts of what a layer is given, or of its gradients. */
  const ownRows = (of: Float32Array, layer: number): Matrix => {
    const [first, end] = shareOf(textCount(batch), index, count);
    return rowRange({ data: of, rows: end, dim: widths[layer] }, first, end);
  };

  return {
    mean() {
      adam?.catchUp(usedRows(batch));
      embeddingBagForward(table, batch, { data: activations[0], dim, first: firstColumn });
    },

    forward() {
      const means = ownRows(activations[0], 0);
      if (memory.normalize) norms = l2NormalizeForward(means);
      layers.reduce((input, layer, i) => {
        const output = ownRows(activations[i + 1], i + 1);
        linearForward(product, layer, input, output);
        if (i < layers.length - 1) reluInPlace(output.data);
        return output;
      }, means);
    },

    backward() {
      for (let i = layers.length - 1; i >= 0; i--) {
        const [given, wanted] = [gradients[i + 1], gradients[i]];
        if (given === undefined || wanted === undefined) return;
        const inputGradient = ownRows(wanted, i).data;
        linearInputGradient(product, layers[i], ownRows(given, i + 1), inputGradient);
        if (i > 0) reluBackward(ownRows(activations[i], i).data, inputGradient);
      }
      if (gradients[0] === undefined) return;
      const means = ownRows(gradients[0], 0);
      if (memory.normalize) l2NormalizeBackward(ownRows(activations[0], 0), norms, means.data);
    },

    update() {
      const texts = textCount(batch);
      const scale = { rate: memory.scale[0], correction: memory.scale[1] };
      parameters.forEach((share, i) => {
        const outputGradient = gradients[i + 1];
        if (outputGradient === undefined) return;
        const input = { data: activations[i], rows: texts, dim: widths[i] };
        linearWeightGradient(
          product,
          input,
          { data: outputGradient, rows: texts, dim: widths[i + 1] },
          share.first,
          share.gradients,
        );
        share.step(scale);
      });
      const meanGradients = gradients[0];
      if (meanGradients === undefined) return;
      const columns = { data: meanGradients, dim, first: firstColumn };
      embeddingBagBackward(table, batch, columns);
      if (weightSlopes !== undefined) embeddingBagSlopes(table, batch, columns, weightSlopes);
      adam?.step(usedRows(batch), batch.starts, scale);
    },

    settle() {
      adam?.catchUpAll((row) => {
        const from = row * table.pitch;
        embeddings.set(table.values.subarray(from, from + width), row * dim + firstColumn);
      });
    },
  };
}

/** Where share `index` of `count` begins and ends among `length` things that are divided in steps of `step`. */
function shareOf(length: number, index: number, count: number, step = 1): [first: number, end: number] {
  const steps = Math.ceil(length / step);
  const border = (i: number) => Math.min(length, step * Math.floor((steps * i) / count));
  return [border(index), border(index + 1)];
}

/** The outputs of a layer that a share moves. */
function createLayerShare({ weight, bias, inputs, outputs }: LinearLayer, index: number, count: number) {
  const [first, end] = shareOf(outputs, index, count);
  const gradients = { weight: new Float32Array((end - first) * inputs), bias: new Float32Array(end - first) };
  const moveWeight = createAdam(weight.subarray(first * inputs, end * inputs));
  const moveBias = createAdam(bias.subarray(first, end));
  return {
    first,
    gradients,
    step(scale: { rate: number; correction: number }) {
      moveWeight(gradients.weight, scale);
      moveBias(gradients.bias, scale);
    },
  };
}

function copyColumns(
  from: Float32Array,
  dim: number,
  first: number,
  width: number,
  { values, pitch }: SparseRows,
): void {
  for (let row = 0; row * dim < from.length; row++) {
    values.set(from.subarray(row * dim + first, row * dim + first + width), row * pitch);
  }
}
