import { InputError, type LoadOptions, type Matrix, type ModelSource, type OnProgress, StaticModel } from '@m2v/core';
import { asTexts, createRandom, type Random, type Texts, type TokenBags } from '@m2v/core/kit';
import {
  type Activation,
  type ClassificationReport,
  classificationReport,
  headLogits,
  type Label,
  type Labels,
  labelList,
  type PredictOptions,
  predictedLabels,
  predictedProbabilities,
  StaticModelPipeline,
} from '@m2v/pipeline';
import {
  checkFitOptions,
  checkTestSize,
  createTrainableModel,
  type FitData,
  type FitHistory,
  type FitOptions,
  fit,
  type SplitOptions,
  splitIndices,
  type Task,
  type TrainableModel,
  type TrainableOptions,
  tokenizeTexts,
  toStaticModel,
  trainingVectors,
} from '@m2v/train-base';
import { type ClassWeight, checkValidationLabels, classWeights, readLabels } from './class-labels.js';
import { multiLabelTask, singleLabelTask } from './classification-task.js';

export interface ClassifierOptions extends Omit<TrainableOptions, 'outDim' | 'headAlways' | 'random'> {
  /** Hidden layers of the head. Default 1. */
  nLayers?: number;
  /** Width of the hidden layers. Default 512. */
  hiddenDim?: number;
}

/** A classifier's options, and those of loading what it begins at. */
export type ClassifierLoadOptions = ClassifierOptions & Omit<LoadOptions, 'normalize' | 'maxLength'>;

export interface ClassifierFitOptions
  extends Omit<FitOptions, 'batchOrder' | 'random'>,
    Pick<SplitOptions, 'testSize'> {
  /** Texts to validate on, with `validationLabels`. Default: a part of the training texts, by `testSize`. */
  validationTexts?: Texts;
  /** Their labels. */
  validationLabels?: Labels;
  /** 'balanced' weighs classes by the inverse of their frequency; or a weight for each class. Default: all alike. */
  classWeight?: ClassWeight;
  /** γ of the focal loss, which turns to what is not yet learned; 0 is plain cross-entropy. Default 0. */
  focalGamma?: number;
  /** Equal seeds give equal models, bit for bit on one engine. Default 42. */
  seed?: number;
}

/** A text classifier on top of a static model; both are trained. */
export class StaticModelForClassification {
  /** The static model that training begins at. */
  readonly origin: StaticModel;
  readonly options: ClassifierOptions;
  /** What `fit` made; undefined before. */
  pipeline: StaticModelPipeline | undefined;

  constructor(origin: StaticModel, options: ClassifierOptions) {
    this.origin = origin;
    this.options = options;
  }

  /** A classifier that begins at a static model: anything that `StaticModel.fromPretrained` takes. */
  static async fromPretrained(
    source: ModelSource,
    { nLayers, hiddenDim, freeze, normalize, freezeWeights, maxLength, ...loading }: ClassifierLoadOptions = {},
  ): Promise<StaticModelForClassification> {
    const options = { nLayers, hiddenDim, freeze, normalize, freezeWeights, maxLength };
    return new StaticModelForClassification(await StaticModel.fromPretrained(source, loading), options);
  }

  /** A classifier that begins at a static model, which is left as it is. */
  static fromStaticModel(model: StaticModel, options: ClassifierOptions = {}): StaticModelForClassification {
    return new StaticModelForClassification(model, options);
  }

  /**
   * Trains on texts and their labels: single labels (strings or integers), or a list of labels a text. Begins anew at each
   * call. Aborted, it rejects with the signal's reason and keeps the best state so far.
   * @throws InputError for labels or options that cannot be
   */
  async fit(texts: Texts, labels: Labels, options: ClassifierFitOptions = {}): Promise<FitHistory> {
    checkClassifierFitOptions(options, labels.length);
    const { validationTexts, validationLabels, classWeight, focalGamma = 0, seed = 42, testSize } = options;
    const known = readLabels(labels, 'labels');
    if (validationLabels !== undefined) checkValidationLabels(known, validationLabels);
    const settings = { classes: known.classes, weights: classWeights(known, classWeight), gamma: focalGamma };

    const random = createRandom(seed);
    const { nLayers = 1, hiddenDim = 512 } = this.options;
    const head = { nLayers, hiddenDim, outDim: known.classes.length, headAlways: true };
    const trainable = createTrainableModel(this.origin, { ...this.options, ...head, random });
    const trainTexts = await readTexts(trainable, texts, labels, 'texts', options);
    const data =
      validationTexts === undefined || validationLabels === undefined
        ? splitData(trainTexts, labels, known.multiLabel, testSize, random)
        : {
            train: allOf(trainTexts, labels),
            validation: allOf(
              await readTexts(trainable, validationTexts, validationLabels, 'validationTexts', options),
              validationLabels,
            ),
          };

    const run = async <Encoded>(task: Task<Labels, Encoded>): Promise<FitHistory> => {
      let steps = 0;
      const onProgress: OnProgress = (progress) => {
        steps = progress.done;
        options.onProgress?.(progress);
      };
      try {
        return await fit(trainable, task, data, { ...options, random, onProgress });
      } finally {
        // Stopped or diverged, it is the best state so far; options that were refused change nothing.
        if (steps > 0) this.pipeline = pipelineOf(trainable, task.activation, known.classes);
      }
    };
    return known.multiLabel ? run(multiLabelTask(settings)) : run(singleLabelTask(settings));
  }

  /** The classes, sorted; those that `fit` found. */
  get classes(): readonly Label[] {
    return this.toPipeline().classes ?? [];
  }

  /** The class of a text; with several classes a text, the list of them. */
  predict(text: string, options?: Pick<PredictOptions, 'threshold'>): Label | Label[];
  predict(texts: readonly string[], options?: Pick<PredictOptions, 'threshold'>): Label[] | Label[][];
  predict(
    input: string | readonly string[],
    { threshold }: Pick<PredictOptions, 'threshold'> = {},
  ): Label | Label[] | Label[][] {
    const { head, logits } = logitsOf(this, input);
    const labels = predictedLabels(head, logits, threshold);
    return typeof input === 'string' ? labels[0] : labels;
  }

  /** The probability of each class: one text gives `classes.length` values, an array a matrix. */
  predictProba(text: string): Float32Array;
  predictProba(texts: readonly string[]): Matrix;
  predictProba(input: string | readonly string[]): Float32Array | Matrix {
    const { head, logits } = logitsOf(this, input);
    const scores = predictedProbabilities(head, logits);
    return typeof input === 'string' ? scores.data : scores;
  }

  /** How the predictions for texts stand to their labels. */
  evaluate(
    texts: readonly string[],
    labels: Labels,
    options?: Pick<PredictOptions, 'threshold'>,
  ): ClassificationReport {
    return classificationReport(this.predict(texts, options), labels);
  }

  /** The trained static model alone. */
  toStaticModel(): StaticModel {
    return this.toPipeline().model;
  }

  /**
   * What was trained, to save, and to predict with wherever only @m2v/pipeline is.
   * @throws InputError before `fit`
   */
  toPipeline(): StaticModelPipeline {
    if (this.pipeline !== undefined) return this.pipeline;
    throw new InputError({ what: 'this classifier is not trained yet', todo: 'call fit first' });
  }
}

// Texts are cut as in training, so that a classifier is judged by what it was trained on; a pipeline cuts as `encode` does.
function logitsOf(classifier: StaticModelForClassification, input: string | readonly string[]) {
  const { model, head } = classifier.toPipeline();
  return { head, logits: headLogits(head, trainingVectors(model, asTexts(input))) };
}

function checkClassifierFitOptions(options: ClassifierFitOptions, rows: number): void {
  const { validationTexts, validationLabels, focalGamma = 0, testSize } = options;
  if ((validationTexts === undefined) !== (validationLabels === undefined)) {
    throw new InputError({
      where: 'validationTexts',
      what: 'and validationLabels belong together',
      todo: 'give both or neither',
    });
  }
  if (testSize !== undefined) {
    checkTestSize(testSize);
    if (validationTexts !== undefined) {
      throw new InputError({ where: 'testSize', what: 'says nothing where there are validation texts' });
    }
  }
  if (!(focalGamma >= 0 && Number.isFinite(focalGamma))) {
    throw new InputError({ where: 'focalGamma', what: 'cannot be used', value: focalGamma, allowed: 'numbers from 0' });
  }
  checkFitOptions(options, rows);
}

async function readTexts(
  { origin, maxLength }: TrainableModel,
  texts: Texts,
  labels: Labels,
  where: string,
  { threads, signal, onProgress }: Pick<FitOptions, 'threads' | 'signal' | 'onProgress'>,
): Promise<TokenBags> {
  if (typeof texts === 'string') throw new InputError({ where, what: 'is one text', allowed: 'a list of texts' });
  const total = labels.length;
  const onTexts = (done: number) => onProgress?.({ stage: 'tokenize', done, total, unit: 'texts' });
  const tokenized = await tokenizeTexts(origin, texts, maxLength, { threads, signal, onTexts });
  const count = tokenized.offsets.length - 1;
  if (count === total) return tokenized;
  throw new InputError({ where, what: `are ${count}, with ${total} labels`, allowed: 'as many labels as texts' });
}

function allOf(texts: TokenBags, targets: Labels): FitData<Labels> {
  return { texts, targets, indices: Int32Array.from({ length: targets.length }, (_, i) => i) };
}

/** Single labels are split in proportion to their classes. */
function splitData(
  texts: TokenBags,
  targets: Labels,
  multiLabel: boolean,
  testSize: number | undefined,
  random: Random,
): { train: FitData<Labels>; validation: FitData<Labels> } {
  const stratifyBy = multiLabel ? undefined : targets.map((label: Label | readonly Label[]) => labelList(label)[0]);
  const { train, validation } = splitIndices(targets.length, { testSize, stratifyBy }, random);
  return { train: { texts, targets, indices: train }, validation: { texts, targets, indices: validation } };
}

function pipelineOf(trainable: TrainableModel, activation: Activation, classes: readonly Label[]): StaticModelPipeline {
  const layers = trainable.layers.map(({ weight, bias, ...sizes }) => ({
    ...sizes,
    weight: weight.slice(),
    bias: bias.slice(),
  }));
  return new StaticModelPipeline(toStaticModel(trainable), { layers, activation, classes });
}
