import type { Matrix } from '@m2v/core';
import type { Activation } from '@m2v/pipeline';
import type { Loss } from './losses/loss.js';

/**
 * What is learned, as data: how the targets of rows are put for the loss, the loss, and the metric by which the best state
 * is known. `Targets` are those of all rows, `Encoded` those of a batch.
 */
export interface Task<Targets, Encoded> {
  /** The targets of a batch, given the rows that it holds. */
  encodeTargets(targets: Targets, indices: Int32Array): Encoded;
  loss: Loss<Encoded>;
  metric: {
    /** As progress reports call it, such as `accuracy`. */
    name: string;
    /** Whether more is better. */
    direction: 'min' | 'max';
    /** The mean over a batch's rows; `loss` is what the loss says of them. */
    measure(logits: Matrix, targets: Encoded, loss: number): number;
  };
  /** What turns logits into scores. */
  activation: Activation;
}
