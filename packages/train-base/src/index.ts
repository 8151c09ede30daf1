export {
  checkFitOptions,
  type FitData,
  type FitHistory,
  type FitOptions,
  fit,
  type Validation,
} from './fit.js';
export { binaryCrossEntropy } from './losses/binary-cross-entropy.js';
export { crossEntropy } from './losses/cross-entropy.js';
export type { Loss } from './losses/loss.js';
export { checkTestSize, type Split, type SplitOptions, splitIndices } from './split.js';
export type { Task } from './task.js';
export { tokenizeTexts } from './tokenize-texts.js';
export { createTrainableModel, type TrainableModel, type TrainableOptions, toStaticModel } from './trainable-model.js';
export { trainingVectors } from './training-vectors.js';
