import {
  type EncodeOptions,
  InputError,
  type LoadOptions,
  type Matrix,
  type ModelSource,
  SourceError,
  StaticModel,
} from '@m2v/core';
import { formatModelFiles, openSource, saveModel } from '@m2v/core/kit';
import { cardUsage } from './card-usage.js';
import { type ClassificationReport, classificationReport } from './classification-report.js';
import { type Explanation, explain } from './explain.js';
import { type Head, headLogits, headProblem, type Label } from './head.js';
import { formatHead, HEAD_FILE, headConfig, readHead } from './head-files.js';
import type { Labels } from './labels.js';
import { predictedLabels, predictedProbabilities } from './predictions.js';

export interface PredictOptions extends Pick<EncodeOptions, 'maxLength'> {
  /** Multi-label only: the probability above which a class is given. Default 0.5. */
  threshold?: number;
}

/** As for a static model, whose vectors a head needs in their full width. */
export type PipelineLoadOptions = Omit<LoadOptions, 'dimensionality'>;

export interface SavePipelineOptions {
  /** Files to be written beside the pipeline's, by names that the pipeline's do not have. Default: none. */
  companions?: ReadonlyMap<string, Uint8Array>;
}

/** A static model with a head on top: texts in, classes and their probabilities out. */
export class StaticModelPipeline {
  readonly model: StaticModel;
  readonly head: Head;

  /** @throws InputError where the head does not fit the model's vectors. */
  constructor(model: StaticModel, head: Head) {
    const problem = headProblem(head, model.dim);
    if (problem !== undefined) throw new InputError(problem);
    this.model = model;
    this.head = head;
  }

  /**
   * Loads a pipeline from a folder, a hub id, a URL, a record of URLs, or a storage. As in the reference, what is no number in
   * its table counts as 0.
   * @throws SourceError where there is no head.safetensors, and as `StaticModel.fromPretrained` does.
   */
  static async fromPretrained(source: ModelSource, options: PipelineLoadOptions = {}): Promise<StaticModelPipeline> {
    const storage = await openSource(source, options);
    const model = await StaticModel.fromPretrained(storage, options);
    zeroNaN(model.table.matrix.data);
    const head = await readHead(storage, model.config, model.dim);
    if (head === undefined) {
      throw new SourceError('not-found', {
        where: storage.name,
        what: `there is no ${HEAD_FILE}: this is a model without a head`,
        todo: 'train a classifier on it first',
      });
    }
    return new StaticModelPipeline(model, head);
  }

  /** Writes the pipeline to a folder, whole or not at all; the reference reads it, and as a static model too. */
  async savePretrained(folder: string, { companions = new Map() }: SavePipelineOptions = {}): Promise<void> {
    await saveModel(savedParts(this), folder, {
      companions: new Map([...companions, [HEAD_FILE, formatHead(this.head)]]),
      usage: this.classes && cardUsage(this.head),
    });
  }

  /**
   * The pipeline's files by name, as `savePretrained` writes them: to download, or to load from a `memoryStorage`.
   * @param options `modelName` is the name in the model card, default `model`
   */
  toBytes({ modelName = 'model' }: { modelName?: string } = {}): Record<string, Uint8Array> {
    const files = formatModelFiles(savedParts(this), modelName, this.classes && cardUsage(this.head));
    return { ...Object.fromEntries(files), [HEAD_FILE]: formatHead(this.head) };
  }

  /** The classes, one an output; undefined for a head that gives vectors. */
  get classes(): readonly Label[] | undefined {
    return this.head.classes;
  }

  /** Whether a text may have several classes, or none. */
  get multiLabel(): boolean {
    return this.head.activation === 'sigmoid';
  }

  /**
   * The class of a text, with several classes a text the list of them.
   * @throws UnsupportedError for a head that gives vectors; InputError for what is no text.
   */
  predict(text: string, options?: PredictOptions): Label | Label[];
  predict(texts: readonly string[], options?: PredictOptions): Label[] | Label[][];
  predict(input: string | readonly string[], options: PredictOptions = {}): Label | Label[] | Label[][] {
    const texts = typeof input === 'string' ? [input] : input;
    const labels = predictedLabels(this.head, logitsOf(this, texts, options), options.threshold);
    return typeof input === 'string' ? labels[0] : labels;
  }

  /** The probability of each class: `classes.length` values for one text, texts x classes for an array. */
  predictProba(text: string, options?: Pick<PredictOptions, 'maxLength'>): Float32Array;
  predictProba(texts: readonly string[], options?: Pick<PredictOptions, 'maxLength'>): Matrix;
  predictProba(
    input: string | readonly string[],
    options: Pick<PredictOptions, 'maxLength'> = {},
  ): Float32Array | Matrix {
    const texts = typeof input === 'string' ? [input] : input;
    const scores = predictedProbabilities(this.head, logitsOf(this, texts, options));
    return typeof input === 'string' ? scores.data : scores;
  }

  /** How the predictions for texts stand to their labels. */
  evaluate(texts: readonly string[], labels: Labels, options: PredictOptions = {}): ClassificationReport {
    return classificationReport(this.predict(texts, options), labels);
  }

  /** What each token of a text does to each class's score. */
  explain(text: string): Explanation {
    return explain(this.model, this.head, text);
  }
}

function zeroNaN(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = 0;
}

/** The static model with the head's place in its config. */
function savedParts({ model, head }: StaticModelPipeline): ConstructorParameters<typeof StaticModel>[0] {
  const { tokenizer, table, config, normalize, maxLength, baseModelName, language } = model;
  const parts = { tokenizer, table, normalize, maxLength, baseModelName, language };
  return { ...parts, config: { ...config, head_config: headConfig(head) } };
}

function logitsOf(
  { model, head }: StaticModelPipeline,
  texts: readonly string[],
  { maxLength }: PredictOptions,
): Matrix {
  return headLogits(head, model.encode(texts, { maxLength }));
}
