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
  let best: { metric: number; state: Float32Array[] } | undefined;
  let beginning: Float32Array[] | undefined = copyState(model);
  const state: BestState = {
    offer(metric) {
      const better = best === undefined || (direction === 'max' ? metric > best.metric : metric < best.metric);
      if (!better) return false;
      best = { metric, state: copyState(model) };
      beginning = undefined;
      return true;
    },
    restore() {
      if (best !== undefined) restoreState(model, best.state);
      return best !== undefined;
    },
    undo() {
      if (!state.restore() && beginning !== undefined) restoreState(model, beginning);
    },
  };
  return state;
}

function trainedArrays({ embeddings, trainsEmbeddings, tokenWeights, trainsTokenWeights, layers }: TrainableModel) {
  return [
    ...(trainsEmbeddings ? [embeddings] : []),
    ...(trainsTokenWeights && tokenWeights !== undefined ? [tokenWeights] : []),
    ...layers.flatMap(({ weight, bias }) => [weight, bias]),
  ];
}

function copyState(model: TrainableModel): Float32Array[] {
  return trainedArrays(model).map((array) => array.slice());
}

function restoreState(model: TrainableModel, state: Float32Array[]): void {
  trainedArrays(model).forEach((array, i) => {
    array.set(state[i]);
  });
}
