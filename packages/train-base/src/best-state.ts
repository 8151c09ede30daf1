import type { TrainableModel } from './trainable-model.js';

/** What a model was at its best, to go back to. */
export interface BestState {
  /** Keeps the model as it is where its metric is better than the best so far; says whether it is. */
  offer(metric: number): boolean;
  /** Puts the best state back; says whether any was kept. */
  restore(): boolean;
  /** Puts the best state back, or where none was kept that in which the model began. */
  undo(): void;
}

/** @param direction whether a metric is better when it is larger */
export function createBestState(model: TrainableModel, direction: 'min' | 'max'): BestState {
  // One copy serves for all: first of the beginning, then of the best.
  const state = trainedArrays(model).map((array) => array.slice());
  let best: number | undefined;
  const putBack = () => {
    trainedArrays(model).forEach((array, i) => {
      array.set(state[i]);
    });
  };
  return {
    offer(metric) {
      const better = best === undefined || (direction === 'max' ? metric > best : metric < best);
      if (!better) return false;
      best = metric;
      trainedArrays(model).forEach((array, i) => {
        state[i].set(array);
      });
      return true;
    },
    restore() {
      if (best !== undefined) putBack();
      return best !== undefined;
    },
    undo: putBack,
  };
}

function trainedArrays({ embeddings, trainsEmbeddings, tokenWeights, trainsTokenWeights, layers }: TrainableModel) {
  return [
    ...(trainsEmbeddings ? [embeddings] : []),
    ...(trainsTokenWeights && tokenWeights !== undefined ? [tokenWeights] : []),
    ...layers.flatMap(({ weight, bias }) => [weight, bias]),
  ];
}
