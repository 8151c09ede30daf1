export type { ClassWeight } from './class-labels.js';
export {
  type ClassifierFitOptions,
  type ClassifierLoadOptions,
  type ClassifierOptions,
  StaticModelForClassification,
} from './static-model-for-classification.js';
