import { InputError, type OnProgress } from '@m2v/core';
import type { FitHistory } from '@m2v/train-base';
import { type ClassifierFitOptions, StaticModelForClassification } from '@m2v/train-classifier';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { checkWritableFolder } from '../files/check-writable-folder.js';
import { loadModel, modelOption } from '../models/load-model.js';
import { noneAsNull, parseCount, parseLimit, parseNumber } from '../options/values.js';
import { printJson } from '../output/print-json.js';
import { showProgress } from '../output/show-progress.js';
import { table } from '../output/table.js';
import { addLabelOptions, type LabelOptions, labelledTexts } from '../texts/labelled-texts.js';
import { version } from '../version.js';

interface TrainOptions extends LabelOptions {
  model?: string;
  train: string;
  validation?: string;
  output: string;
  learningRate?: number;
  batchSize?: number;
  minEpochs?: number;
  maxEpochs?: number | 'none';
  earlyStoppingPatience?: number | 'none';
  testSize?: number;
  validationSteps?: number;
  tokenDropout?: number;
  classWeight?: string;
  focalGamma?: number;
  seed?: number;
  layers?: number;
  hiddenDim?: number;
  maxLength?: number | 'none';
  freeze?: boolean;
  normalize: boolean;
  json?: boolean;
}

const HELP = `
Files are CSV, TSV or JSONL with a column of texts and one of labels; without
--validation a tenth of the training texts is kept for it. Training ends by
early stopping unless --max-epochs ends it before. The folder in --output is
written whole or not at all; Python's model2vec reads it, as a pipeline and as a
static model.

Examples:
  $ m2v train --train reviews.csv --output my-classifier
  $ m2v train --train topics.jsonl --label-column topics --output topics
  $ m2v train --train rows.csv --max-epochs 5 --class-weight balanced --output out`;

/** `m2v train`: a text classifier. */
export function train(command: Command, context: Context): void {
  addLabelOptions(
    command
      .description('Train a text classifier on top of a static model.')
      .addOption(modelOption())
      .requiredOption('--train <file>', 'texts to learn from')
      .option('--validation <file>', 'texts to validate on (default: a part of the training texts)')
      .requiredOption('--output <folder>', 'where the classifier goes'),
  )
    .option('--learning-rate <n>', "Adam's learning rate (default: 0.001)", parseNumber)
    .option('--batch-size <n>', 'texts a step (default: by the number of texts, 32 to 512)', parseCount)
    .option('--min-epochs <n>', 'epochs before early stopping may end it', parseCount)
    .option('--max-epochs <n>', 'epochs at most, or none (default: none)', parseLimit)
    .option('--early-stopping-patience <n>', 'validations without a gain, or none (default: 5)', parseLimit)
    .option('--test-size <n>', 'part kept for validation: a share below 1, or a count (default: 0.1)', parseNumber)
    .option('--validation-steps <n>', 'steps between validations (default: an epoch)', parseCount)
    .option('--token-dropout <p>', 'probability to leave out a token, below 1 (default: 0)', parseNumber)
    .option('--class-weight <w>', 'balanced, or weights as JSON: {"spam": 2, "ham": 1}')
    .option('--focal-gamma <n>', 'gamma of the focal loss (default: 0)', parseNumber)
    .option('--seed <n>', 'equal seeds give equal classifiers (default: 42)', parseNumber)
    .option('--layers <n>', 'hidden layers of the head, 0 for none (default: 1)', parseNumber)
    .option('--hidden-dim <n>', 'their width (default: 512)', parseCount)
    .option('--max-length <n>', "tokens a text at most, or none (default: the model's)", parseLimit)
    .option('--freeze', 'leave the token vectors as they are')
    .option('--no-normalize', 'leave the means as long as they are')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP)
    .action((options: TrainOptions) => run(options, context));
}

async function run(options: TrainOptions, context: Context): Promise<void> {
  const { signal } = context;
  const start = performance.now();
  await checkWritableFolder(options.output);
  const fitOptions = readFitOptions(options);
  const { texts, labels } = await labelledTexts(options.train, options, signal);
  const validation =
    options.validation === undefined ? undefined : await labelledTexts(options.validation, options, signal);
  const classifier = StaticModelForClassification.fromStaticModel(await loadModel(options.model, context), {
    nLayers: options.layers,
    hiddenDim: options.hiddenDim,
    maxLength: noneAsNull(options.maxLength),
    freeze: options.freeze,
    normalize: options.normalize,
  });
  const history = await showProgress((onProgress) =>
    classifier.fit(texts, labels, {
      ...fitOptions,
      validationTexts: validation?.texts,
      validationLabels: validation?.labels,
      signal,
      onProgress: onProgress && withFigures(onProgress),
    }),
  );
  signal.throwIfAborted();
  const record = { m2v: version, options: recorded(options), classes: classifier.classes, history };
  await classifier.toPipeline().savePretrained(options.output, {
    companions: new Map([['training.json', new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`)]]),
  });
  const best = history.validations.find(({ step }) => step === history.bestStep);
  const summary = {
    output: options.output,
    texts: texts.length,
    classes: classifier.classes.length,
    epochs: history.epochs,
    steps: history.losses.length,
    stoppedBy: history.stoppedBy,
    validationAccuracy: best?.metric,
    validationLoss: best?.loss,
    seconds: (performance.now() - start) / 1000,
  };
  if (options.json) printJson(summary);
  else process.stdout.write(describe(summary, history));
}

function readFitOptions(options: TrainOptions): ClassifierFitOptions {
  const { learningRate, batchSize, minEpochs, testSize, validationSteps, tokenDropout, focalGamma, seed } = options;
  return {
    learningRate,
    batchSize,
    minEpochs,
    testSize,
    validationSteps,
    tokenDropout,
    focalGamma,
    seed,
    maxEpochs: noneAsNull(options.maxEpochs),
    earlyStoppingPatience: noneAsNull(options.earlyStoppingPatience),
    classWeight: readClassWeight(options.classWeight),
  };
}

function readClassWeight(value: string | undefined): ClassifierFitOptions['classWeight'] {
  if (value === undefined || value === 'balanced') return value;
  try {
    const weights: unknown = JSON.parse(value);
    if (typeof weights === 'object' && weights !== null && !Array.isArray(weights))
      return weights as Record<string, number>;
  } catch {
    // Said below, as for JSON of another kind.
  }
  throw new InputError({
    where: '--class-weight',
    what: 'cannot be read',
    value,
    allowed: 'balanced, or {"class": weight, …}',
  });
}

/** Puts the loss and the metric where the bar shows them. */
function withFigures(onProgress: OnProgress): OnProgress {
  return (progress) => {
    const { loss, accuracy } = progress.metrics ?? {};
    const figures = [
      loss === undefined ? [] : `loss ${loss.toFixed(3)}`,
      accuracy === undefined ? [] : `accuracy ${accuracy.toFixed(3)}`,
    ].flat();
    onProgress({ ...progress, unit: [progress.unit, ...figures].join(', ') });
  };
}

/** The options as given, without what says nothing of the result. */
function recorded({ output, json, ...options }: TrainOptions): Record<string, unknown> {
  return { seed: 42, ...options };
}

function describe(
  summary: {
    output: string;
    texts: number;
    classes: number;
    validationAccuracy?: number;
    validationLoss?: number;
    seconds: number;
  },
  { epochs, losses, stoppedBy }: FitHistory,
): string {
  const { validationAccuracy = Number.NaN, validationLoss = Number.NaN } = summary;
  return table([
    ['classifier', summary.output],
    ['trained on', `${summary.texts.toLocaleString('en-US')} texts of ${summary.classes} classes`],
    ['epochs', `${epochs} (${losses.length.toLocaleString('en-US')} steps), ended by ${stoppedBy}`],
    ['validation', `accuracy ${validationAccuracy.toFixed(4)}, loss ${validationLoss.toFixed(4)}`],
    ['time', `${summary.seconds.toFixed(1)} s`],
  ]);
}
