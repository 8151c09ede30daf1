export { type ClassificationReport, type ClassScores, classificationReport } from './classification-report.js';
export type { Explanation, TokenEffect } from './explain.js';
export { formatReport } from './format-report.js';
export {
  type Activation,
  type Head,
  headLogits,
  type Label,
  type LinearLayer,
  linearForward,
  reluInPlace,
} from './head.js';
export { isMultiLabel, type Labels, labelList, sortedLabels } from './labels.js';
export { predictedLabels, predictedProbabilities } from './predictions.js';
export {
  type PipelineLoadOptions,
  type PredictOptions,
  type SavePipelineOptions,
  StaticModelPipeline,
} from './static-model-pipeline.js';
