import { setImmediate } from 'node:timers/promises';
import { row } from '@m2v/core';
import { batches } from '@m2v/dataset';
import type { StaticModelPipeline } from '@m2v/pipeline';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadPipeline, pipelineOption } from '../models/load-pipeline.js';
import { parseNumber } from '../options/values.js';
import { printJson } from '../output/print-json.js';
import { addInputOptions, type InputOptions, inputTexts } from '../texts/input-texts.js';

interface PredictCommandOptions extends InputOptions {
  model: string;
  proba?: boolean;
  threshold?: number;
}

const HELP = `
Prints a line {"index":0,"label":"…"} a text, or {"index":0,"labels":[…]} where
a text may have several; --proba adds the probability of every class.

Examples:
  $ m2v predict --model my-classifier "a fine film"
  $ m2v predict --model my-classifier --input reviews.csv --proba`;

const BATCH_SIZE = 256;

/** `m2v predict`: labels of texts. */
export function predict(command: Command, context: Context): void {
  addInputOptions(command.description('Label texts by a trained classifier.').argument('[text...]', 'texts to label'))
    .addOption(pipelineOption())
    .option('--proba', 'add the probability of each class')
    .option(
      '--threshold <p>',
      'several labels a text: the probability from which one is given (default: 0.5)',
      parseNumber,
    )
    .addHelpText('after', HELP)
    .action((texts: string[], options: PredictCommandOptions) => run(texts, options, context));
}

async function run(args: string[], options: PredictCommandOptions, context: Context): Promise<void> {
  const { signal } = context;
  const texts = await inputTexts(args, options, { signal });
  const pipeline = await loadPipeline(options.model, context);
  let index = 0;
  for await (const batch of batches(texts, BATCH_SIZE)) {
    await setImmediate();
    signal.throwIfAborted();
    for (const line of predictions(pipeline, batch, options)) printJson({ index: index++, ...line });
  }
}

function predictions(
  pipeline: StaticModelPipeline,
  texts: string[],
  { proba, threshold }: PredictCommandOptions,
): object[] {
  const key = pipeline.multiLabel ? 'labels' : 'label';
  const labels = pipeline.predict(texts, { threshold });
  const scores = proba ? pipeline.predictProba(texts) : undefined;
  return labels.map((label, i) => ({
    [key]: label,
    ...(scores && {
      proba: Object.fromEntries((pipeline.classes ?? []).map((name, k) => [String(name), row(scores, i)[k]])),
    }),
  }));
}
