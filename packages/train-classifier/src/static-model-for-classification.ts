import { InputError, type LoadOptions, type Matrix, type ModelSource, StaticModel } from '@m2v/core';
import { asTexts, createRandom, type Texts, type TokenBags } from '@m2v/core/kit';
import {
  type ClassificationReport,
  classificationReport,
  headLogits,
  type Label,
  type Labels,
  type PredictOptions,
  predictedLabels,
  predictedProbabilities,
  StaticModelPipeline,
} from '@m2v/pipeline';
import {
  checkFitOptions,
  createTrainableModel,
  type FitHistory,
  type FitOptions,
  fit,
  type SplitOptions,
  splitIndices,
  type TrainableModel,
  type TrainableOptions,
  tokenizeTexts,
  toStaticModel,
  trainingVectors,
} from '@m2v/train-base';
import { type ClassLabels, type ClassWeight, checkValidationLabels, classWeights, readLabels } from './class-labels.js';
import { labelIndices, multiLabelTask, singleLabelTask } from './classification-task.js';

export interface ClassifierOptions extends Omit<TrainableOptions, 'outDim'> {
  /** Hidden layers of the head. Default 1. */
  nLayers?: number;
  /** Width of the hidden layers. Default 512. */
  hiddenDim?: number;
}

export interface ClassifierFitOptions extends Omit<FitOptions, 'batchOrder'>, Pick<SplitOptions, 'testSize'> {
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
    options: ClassifierOptions & LoadOptions = {},
  ): Promise<StaticModelForClassification> {
    const { normalize, maxLength, ...loading } = options;
    return StaticModelForClassification.fromStaticModel(await StaticModel.fromPretrained(source, loading), options);
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
    const { validationTexts, validationLabels, classWeight, focalGamma = 0, seed = 42, testSize } = options;
    if (typeof texts === 'string')
      throw new InputError({ where: 'texts', what: 'is one text', allowed: 'a list of texts' });
    if ((validationTexts === undefined) !== (validationLabels === undefined)) {
      throw new InputError({
        where: 'validationTexts',
        what: 'and validationLabels belong together',
        todo: 'give both or neither',
      });
    }
    if (!(focalGamma >= 0 && Number.isFinite(focalGamma))) {
      throw new InputError({
        where: 'focalGamma',
        what: 'cannot be used',
        value: focalGamma,
        allowed: 'numbers from 0',
      });
    }
    const known = readLabels(labels, 'labels');
    if (validationLabels !== undefined) checkValidationLabels(known, validationLabels);
    const weights = classWeights(known, classWeight);
    checkFitOptions(options, labels.length);

    const { nLayers = 1, hiddenDim = 512 } = this.options;
    const random = createRandom(seed);
    const trainable = createTrainableModel(
      this.origin,
      { ...this.options, nLayers, hiddenDim, outDim: known.classes.length },
      random,
      true,
    );
    const read = (some: Texts, of: Labels, where: string) => readTexts(trainable, some, of, where, options);
    const tokenized = await read(texts, labels, 'texts');
    const given =
      validationTexts === undefined || validationLabels === undefined
        ? undefined
        : { texts: await read(validationTexts, validationLabels, 'validationTexts'), labels: validationLabels };
    const split =
      given === undefined
        ? splitIndices(
            labels.length,
            { testSize, stratifyBy: known.multiLabel ? undefined : (labels as readonly Label[]) },
            random,
          )
        : { train: allRows(labels), validation: allRows(given.labels) };

    const settings = { classes: known.classes, weights, gamma: focalGamma };
    const validation = given ?? { texts: tokenized, labels };
    const dataOf = <T>(places: (labels: Labels) => T) => ({
      train: { texts: tokenized, targets: places(labels), indices: split.train },
      validation: { texts: validation.texts, targets: places(validation.labels), indices: split.validation },
    });
    const places = (of: Labels) => labelIndices(of, known.classes);
    let steps = 0;
    const watched: FitOptions = {
      ...options,
      onProgress(progress) {
        steps = progress.done;
        options.onProgress?.(progress);
      },
    };
    try {
      return known.multiLabel
        ? await fit(
            trainable,
            multiLabelTask(settings),
            dataOf(places as (of: Labels) => Int32Array[]),
            watched,
            random,
          )
        : await fit(
            trainable,
            singleLabelTask(settings),
            dataOf(places as (of: Labels) => Int32Array),
            watched,
            random,
          );
    } finally {
      // Stopped or diverged, it is the best state so far; options that were refused change nothing.
      if (steps > 0) this.pipeline = pipelineOf(trainable, known);
    }
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
    return classificationReport(this.predict(texts, options) as Labels, labels);
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

async function readTexts(
  { origin, maxLength }: TrainableModel,
  texts: Texts,
  labels: Labels,
  where: string,
  { signal, onProgress }: Pick<FitOptions, 'signal' | 'onProgress'>,
): Promise<TokenBags> {
  const total = labels.length;
  const onText = (done: number) => onProgress?.({ stage: 'tokenize', done, total, unit: 'texts' });
  const tokenized = await tokenizeTexts(origin, texts, maxLength, { signal, onText });
  const count = tokenized.offsets.length - 1;
  if (count === total) return tokenized;
  throw new InputError({ where, what: `are ${count}, with ${total} labels`, allowed: 'as many labels as texts' });
}

function allRows(labels: Labels): Int32Array {
  return Int32Array.from({ length: labels.length }, (_, i) => i);
}

function pipelineOf(trainable: TrainableModel, { classes, multiLabel }: ClassLabels): StaticModelPipeline {
  const layers = trainable.layers.map(({ weight, bias, ...sizes }) => ({
    ...sizes,
    weight: weight.slice(),
    bias: bias.slice(),
  }));
  return new StaticModelPipeline(toStaticModel(trainable), {
    layers,
    activation: multiLabel ? 'sigmoid' : 'softmax',
    classes,
  });
}
