import { sharedDoubles, sharedFloats } from '@m2v/core/kit';
import type { LinearLayer } from '@m2v/pipeline';
import { createPhaseControl } from '../threads/phases.js';
import type { TrainableModel } from '../trainable-model.js';
import { type BatchLimits, type BatchRows, createBatchRows } from './batch-rows.js';

/** What the threads that train a network all see: its parameters, a batch, and what each layer makes of it. */
export interface NetworkMemory {
  dim: number;
  limits: BatchLimits;
  /** rows x dim, as of the last time that the network was settled. */
  embeddings: Float32Array;
  trainsEmbeddings: boolean;
  normalize: boolean;
  layers: readonly LinearLayer[];
  batch: BatchRows;
  /** What each layer is given, the means first, texts x its width each; the last is the logits. */
  activations: readonly Float32Array[];
  /** The gradients of the same; those of the means only where the table or its weights are trained. */
  gradients: readonly (Float32Array | undefined)[];
  /** Where token weights are trained: for each entry of the batch, its row times the gradient of its text. */
  weightSlopes?: Float32Array;
  /** Rate and correction of the step that is taken. */
  scale: Float64Array;
  control: Int32Array;
}

export function createNetworkMemory(model: TrainableModel, limits: BatchLimits): NetworkMemory {
  const { dim, embeddings, layers, normalize, trainsEmbeddings, trainsTokenWeights } = model;
  const widths = [dim, ...layers.map(({ outputs }) => outputs)];
  const values = () => widths.map((width) => sharedFloats(limits.texts * width));
  const [means, ...rest] = values();
  return {
    dim,
    limits,
    embeddings,
    trainsEmbeddings,
    normalize,
    layers,
    batch: createBatchRows(limits, embeddings.length / dim),
    activations: values(),
    gradients: [layers.length === 0 || trainsEmbeddings || trainsTokenWeights ? means : undefined, ...rest],
    weightSlopes: trainsTokenWeights ? sharedFloats(limits.entries) : undefined,
    scale: sharedDoubles(2),
    control: createPhaseControl(),
  };
}
