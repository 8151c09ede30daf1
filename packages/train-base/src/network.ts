import { createMatrix, type Matrix } from '@m2v/core';
import { createMatrixProduct } from '@m2v/core/kit';
import { linearForward, reluInPlace } from '@m2v/pipeline';
import type { Batch } from './batch.js';
import { createSparseRows } from './kernels/sparse-rows/sparse-rows.js';
import { type Bag, embeddingBagBackward, embeddingBagForward } from './layers/embedding-bag.js';
import { l2NormalizeBackward, l2NormalizeForward } from './layers/l2-normalize.js';
import { type LinearGradients, linearBackward, reluBackward } from './layers/linear.js';
import { createAdam, type StepScale } from './optimizer/adam.js';
import { createSparseAdam } from './optimizer/sparse-adam.js';
import type { TrainableModel } from './trainable-model.js';
import { createUsedRows } from './used-rows.js';

/** A trainable model at work: what a step computes, with the memory for it. */
export interface Network {
  /** The logits of a batch, rows x outputs; valid until the next call. */
  forward(batch: Batch): Matrix;
  /** Takes a step against the gradient of the last forward pass's logits. */
  step(batch: Batch, gradient: Matrix, scale: StepScale): void;
  /** Brings every row of the model's table to the last step: before it is validated, copied or saved. */
  settle(): void;
}

/**
 * Mean of rows, normalization, linear layers with ReLU between them; Adam for all that is trained.
 * @param largest distinct tokens of a text at most
 */
export function createNetwork(model: TrainableModel, largest: number): Network {
  const { dim, layers, embeddings, tokenWeights, mapping } = model;
  const product = createMatrixProduct();
  const usedRows = createUsedRows(model);
  const rows = embeddings.length / dim;
  const table = createSparseRows(rows, dim, largest);
  for (let i = 0; i < rows; i++) table.values.set(embeddings.subarray(i * dim, (i + 1) * dim), i * table.pitch);
  const bag: Bag = { table, dim, mapping, tokenWeights };
  const adam = model.trainsEmbeddings ? createSparseAdam(table) : undefined;
  const layerAdams = layers.map(({ weight, bias }) => ({ weight: createAdam(weight), bias: createAdam(bias) }));
  const layerGradients: LinearGradients[] = layers.map(({ weight, bias }) => ({
    weight: new Float32Array(weight.length),
    bias: new Float32Array(bias.length),
  }));
  const weightAdam = model.trainsTokenWeights && tokenWeights !== undefined ? createAdam(tokenWeights) : undefined;
  const weightGradients = weightAdam && tokenWeights && new Float32Array(tokenWeights.length);
  // What each layer was given, the means first; the last is the logits.
  let activations: Matrix[] = [];
  let norms: Float32Array | undefined;

  return {
    forward(batch) {
      const size = batch.indices.length;
      adam?.catchUp(usedRows(batch));
      const means = createMatrix(size, dim);
      embeddingBagForward(bag, batch, means.data);
      norms = model.normalize ? l2NormalizeForward(means) : undefined;
      activations = [means];
      layers.forEach((layer, i) => {
        const output = createMatrix(size, layer.outputs);
        linearForward(product, layer, activations[i], output);
        if (i < layers.length - 1) reluInPlace(output.data);
        activations.push(output);
      });
      return activations[layers.length];
    },

    step(batch, logitGradient, scale) {
      const trainsTable = adam !== undefined || weightAdam !== undefined;
      let gradient = logitGradient;
      for (let i = layers.length - 1; i >= 0; i--) {
        const inputGradient = i > 0 || trainsTable ? createMatrix(gradient.rows, layers[i].inputs) : undefined;
        linearBackward(product, layers[i], activations[i], gradient, layerGradients[i], inputGradient);
        if (inputGradient === undefined) break;
        if (i > 0) reluBackward(activations[i].data, inputGradient.data);
        gradient = inputGradient;
      }
      layerAdams.forEach(({ weight, bias }, i) => {
        weight(layerGradients[i].weight, scale);
        bias(layerGradients[i].bias, scale);
      });
      if (!trainsTable) return;
      if (norms !== undefined) l2NormalizeBackward(activations[0], norms, gradient.data);
      const used = usedRows(batch);
      weightGradients?.fill(0);
      embeddingBagBackward(bag, batch, used, gradient.data, weightGradients);
      adam?.step(used, scale);
      if (weightGradients !== undefined) weightAdam?.(weightGradients, scale);
    },

    settle() {
      adam?.catchUpAll((row) => {
        embeddings.set(table.values.subarray(row * table.pitch, row * table.pitch + dim), row * dim);
      });
    },
  };
}
