import { InputError } from '@m2v/core';
import type { Label, Labels } from '@m2v/pipeline';
import type { FitHistory } from '@m2v/train-base';
import { type ClassifierFitOptions, StaticModelForClassification } from '@m2v/train-classifier';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { checkWritableFolder } from '../files/check-writable-folder.js';
import { loadModel, modelOption } from '../models/load-model.js';
import { noneAsNull, parseCount, parseLimit, parseNumber } from '../options/values.js';
import { onWarning } from '../output/on-warning.js';
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
  threads?: 1 | 2;
  nLayers?: number;
  hiddenDim?: number;
  maxLength?: number | 'none';
  freeze?: boolean;
  freezeWeights?: boolean;
  normalize: 'always' | 'never' | 'inherit';
  json?: boolean;
}

const HELP = `
Files are CSV, TSV or JSONL with a column of texts and one of labels, or - for
JSONL from standard input; without --validation a tenth of the training texts is
kept for it. Training ends by early stopping unless --max-epochs ends it before.
The folder in --output is written whole or not at all, in place of a model that
is there; Python's model2vec reads it, as a pipeline and as a static model.

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
    .option(
      '--threads <n>',
      'threads that train, 1 or 2, with equal results (default: by the amount of text)',
      parseCount,
    )
    .option('--n-layers <n>', 'hidden layers of the head, 0 for none (default: 1)', parseNumber)
    .option('--hidden-dim <n>', 'their width (default: 512)', parseCount)
    .option('--max-length <n>', "tokens a text at most, or none (default: the model's)", parseLimit)
    .option('--freeze', 'leave the token vectors as they are')
    .option('--freeze-weights', "leave the token weights as they are (default: the model's own are trained)")
    .option('--no-freeze-weights', 'train token weights, from 1 on where the model has none')
    .addOption(
      new Option('--normalize <when>', 'divide means by their length; inherit does as the model does')
        .choices(['always', 'never', 'inherit'])
        .default('always'),
    )
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
    options.validation === undefined
      ? undefined
      : await labelledTexts(options.validation, options, signal, [labels.flat()[0]]);
  warnOfFewLabels(options.train, labels);
  const classifier = StaticModelForClassification.fromStaticModel(await loadModel(options.model, context), {
    nLayers: options.nLayers,
    hiddenDim: options.hiddenDim,
    maxLength: noneAsNull(options.maxLength),
    freeze: options.freeze,
    freezeWeights: options.freezeWeights,
    normalize: options.normalize === 'inherit' ? 'inherit' : options.normalize === 'always',
  });
  const history = await showProgress(
    (onProgress) =>
      classifier.fit(texts, labels, {
        ...fitOptions,
        validationTexts: validation?.texts,
        validationLabels: validation?.labels,
        signal,
        onProgress,
      }),
    { figures: ['loss', 'accuracy', 'jaccard'] },
  );
  signal.throwIfAborted();
  const record = { m2v: version, options: recorded(options), classes: classifier.classes, history };
  await classifier.toPipeline().savePretrained(options.output, {
    companions: new Map([['training.json', new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`)]]),
  });
  const best = history.validations.find(({ step }) => step === history.bestStep);
  const summary = {
    output: options.output,
    texts: history.texts,
    classes: classifier.classes.length,
    epochs: history.epochs,
    steps: history.losses.length,
    stoppedBy: history.stoppedBy,
    validation: { [history.metric]: best?.metric, loss: best?.loss, step: history.bestStep },
    seconds: Math.round(performance.now() - start) / 1000,
  };
  if (options.json) printJson(summary);
  else process.stdout.write(describe(options.output, classifier.classes.length, history, summary.seconds));
}

function readFitOptions(options: TrainOptions): ClassifierFitOptions {
  const { learningRate, batchSize, minEpochs, testSize, validationSteps, tokenDropout, focalGamma, seed, threads } =
    options;
  return {
    learningRate,
    batchSize,
    minEpochs,
    testSize,
    validationSteps,
    tokenDropout,
    focalGamma,
    seed,
    threads,
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

/** Says what is no error and yet makes a classifier of little use. */
function warnOfFewLabels(name: string, labels: Labels): void {
  const counts = new Map<Label, number>();
  for (const label of labels.flat()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const single = [...counts].filter(([, count]) => count === 1).map(([label]) => JSON.stringify(label));
  const warn = (message: string) => onWarning({ code: 'few-labels', message: `${name}: ${message}` });
  if (counts.size === 1) warn(`all texts have the label ${JSON.stringify([...counts.keys()][0])}`);
  else if (single.length > 0) warn(`one text only has the label ${single.slice(0, 5).join(', ')}`);
}

/** The options as given, without what says nothing of the result. */
function recorded({ output, json, threads, ...options }: TrainOptions): Record<string, unknown> {
  return { seed: 42, ...options };
}

function describe(output: string, classes: number, history: FitHistory, seconds: number): string {
  const { texts, epochs, losses, stoppedBy, bestStep, metric } = history;
  const count = (value: number) => value.toLocaleString('en-US');
  const best = history.validations.find(({ step }) => step === bestStep);
  const kept = best === undefined ? 'none' : `${metric} ${best.metric.toFixed(4)}, loss ${best.loss.toFixed(4)}`;
  const ended = { maxEpochs: 'as many as asked for', earlyStopping: 'ended by early stopping' }[stoppedBy];
  return table([
    ['classifier', output],
    ['trained on', `${count(texts.train)} texts, validated on ${count(texts.validation)}; classes: ${classes}`],
    [
      'epochs',
      `${epochs}, ${ended}; steps: ${count(losses.length)}, of which the state after ${count(bestStep)} was kept`,
    ],
    ['validation', kept],
    ['time', `${seconds.toFixed(1)} s`],
  ]);
}
