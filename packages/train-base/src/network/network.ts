import type { Matrix } from '@m2v/core';
import { areShared } from '@m2v/core/kit';
import { createAdam, type StepScale } from '../optimizer/adam.js';
import { joinTraining } from '../threads/join-training.js';
import { awaitFollower, beginPhase, type Phase } from '../threads/phases.js';
import type { TrainableModel } from '../trainable-model.js';
import type { Batch } from './batch.js';
import { type BatchLimits, createBatchFiller } from './batch-rows.js';
import { createNetworkMemory } from './network-memory.js';
import { COLUMN_STEP, createNetworkShare } from './network-share.js';

/** A trainable model at work: what a step computes, with the memory for it. */
export interface Network {
  /** The logits of a batch, texts x outputs; valid until the next call. */
  forward(batch: Batch): Matrix;
  /** Takes a step against the gradient of the last forward pass's logits, whose batch must be the same. */
  step(batch: Batch, gradient: Matrix, scale: StepScale): void;
  /** Brings every row of the model's table to the last step: before it is validated, copied or saved. */
  settle(): void;
  /** Frees what works beside this thread. */
  dispose(): Promise<void>;
}

/**
 * Mean of rows, normalization, linear layers with ReLU between them; Adam for all that is trained.
 * @param threads 2 to have a second thread do half of the work; one does it all where a second cannot be had
 */
export async function createNetwork(
  model: TrainableModel,
  limits: BatchLimits,
  { threads, signal }: { threads: 1 | 2; signal?: AbortSignal },
): Promise<Network> {
  const { tokenWeights, trainsTokenWeights, dim } = model;
  const memory = createNetworkMemory(model, limits);
  const { batch: batchRows, activations, gradients, weightSlopes, control } = memory;
  const fill = createBatchFiller(model, batchRows, model.embeddings.length / dim);
  const follower = threads > 1 && canBeShared(model) ? await joinTraining(memory, signal) : undefined;
  let share: Record<Phase, () => void>;
  try {
    share = createNetworkShare(memory, 0, follower === undefined ? 1 : 2);
  } catch (error) {
    await follower?.leave();
    throw error;
  }
  const outputs = activations[activations.length - 1];
  const logitGradients = gradients[gradients.length - 1];
  const width = outputs.length / limits.texts;
  const weights = trainsTokenWeights && tokenWeights !== undefined ? tokenWeights : new Float32Array(0);
  const weightGradients = new Float32Array(weights.length);
  const moveWeights = createAdam(weights);

  const run = (phase: Phase) => {
    if (follower === undefined) return share[phase]();
    beginPhase(control, phase);
    try {
      share[phase]();
    } finally {
      // Even where this share failed: the next phase must not begin before the other has left this one.
      awaitFollower(control);
    }
  };

  return {
    forward(batch) {
      fill(batch);
      run('mean');
      run('forward');
      const texts = batch.indices.length;
      return { data: outputs.subarray(0, texts * width), rows: texts, dim: width };
    },

    step({ ids, counts }, { data }, scale) {
      logitGradients?.set(data);
      memory.scale.set([scale.rate, scale.correction]);
      run('backward');
      run('update');
      if (weightSlopes === undefined) return;
      weightGradients.fill(0);
      for (let t = 0; t < ids.length; t++) weightGradients[ids[t]] += counts[t] * weightSlopes[t];
      moveWeights(weightGradients, scale);
    },

    settle: () => run('settle'),

    async dispose() {
      await follower?.leave();
    },
  };
}

// The slope of a token's weight is a sum over all columns, which are then not divided; nor are those of a table that is too
// narrow for each thread to have a step of them; and a model of one's own making may have arrays that only one thread sees.
function canBeShared({ trainsTokenWeights, dim, embeddings, layers }: TrainableModel): boolean {
  const parameters = [embeddings, ...layers.flatMap(({ weight, bias }) => [weight, bias])];
  return !trainsTokenWeights && dim >= 2 * COLUMN_STEP && areShared(parameters);
}
