import { row } from '@m2v/core';
import { shortestFloat32 } from '@m2v/dataset';
import { headLogits, predictedLabels, predictedProbabilities, type StaticModelPipeline } from '@m2v/pipeline';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { writeOut } from '../files/standard-output.js';
import { loadPipeline, pipelineOption } from '../models/load-pipeline.js';
import { checkThreshold, thresholdOption } from '../options/threshold.js';
import { inBatches } from '../texts/in-batches.js';
import { addInputOptions, type InputOptions, inputTexts } from '../texts/input-texts.js';

interface PredictCommandOptions extends InputOptions {
  model: string;
  proba?: boolean;
  threshold?: number;
}

const HELP = `
Prints a line {"index":0,"label":"…"} a text, or {"index":0,"labels":[…]} where
a text may have several; --proba adds the probability of every class. Without
texts and --input, texts are read from standard input, one a line.

Examples:
  $ m2v predict --model my-classifier "a fine film"
  $ m2v predict --model my-classifier --input reviews.csv --proba`;

/** `m2v predict`: labels of texts. */
export function predict(command: Command, context: Context): void {
  addInputOptions(command.description('Label texts by a trained classifier.').argument('[text...]', 'texts to label'))
    .addOption(pipelineOption())
    .option('--proba', 'add the probability of each class')
    .addOption(thresholdOption())
    .addHelpText('after', HELP)
    .action((texts: string[], options: PredictCommandOptions) => run(texts, options, context));
}

async function run(args: string[], options: PredictCommandOptions, context: Context): Promise<void> {
  const texts = await inputTexts(args, options, context);
  const pipeline = await loadPipeline(options.model, context);
  checkThreshold(pipeline, options.threshold);
  let index = 0;
  for await (const batch of inBatches(texts, context.signal)) {
    const lines = predictions(pipeline, batch, options).map((line) => JSON.stringify({ index: index++, ...line }));
    await writeOut(`${lines.join('\n')}\n`);
  }
}

function predictions(
  { model, head, classes = [], multiLabel }: StaticModelPipeline,
  texts: string[],
  { proba, threshold }: PredictCommandOptions,
): object[] {
  const key = multiLabel ? 'labels' : 'label';
  const logits = headLogits(head, model.encode(texts));
  const scores = proba ? predictedProbabilities(head, logits) : undefined;
  const probability = (i: number, k: number) => Number(shortestFloat32(row(scores ?? logits, i)[k]));
  return predictedLabels(head, logits, threshold).map((label, i) => ({
    [key]: label,
    ...(scores && { proba: Object.fromEntries(classes.map((name, k) => [String(name), probability(i, k)])) }),
  }));
}
