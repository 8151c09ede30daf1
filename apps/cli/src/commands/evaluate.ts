import { classificationReport, formatReport, type Label, type Labels } from '@m2v/pipeline';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadPipeline, pipelineOption } from '../models/load-pipeline.js';
import { checkThreshold, thresholdOption } from '../options/threshold.js';
import { printJson } from '../output/print-json.js';
import { inBatches } from '../texts/in-batches.js';
import { addLabelOptions, checkKnownLabels, type LabelOptions, labelledTexts } from '../texts/labelled-texts.js';

interface EvaluateOptions extends LabelOptions {
  model: string;
  input: string;
  threshold?: number;
  json?: boolean;
}

const HELP = `
The accuracy is the share of texts whose label, or whole set of labels, is right.

Examples:
  $ m2v evaluate --model my-classifier --input test.csv
  $ m2v evaluate --model topics --input test.jsonl --label-column topics --json`;

/** `m2v evaluate`: how a classifier does on labelled texts. */
export function evaluate(command: Command, context: Context): void {
  addLabelOptions(
    command
      .description('Say how well a trained classifier labels texts whose labels are known.')
      .addOption(pipelineOption())
      .requiredOption('--input <file>', 'texts with labels: .csv, .tsv or .jsonl; - is standard input'),
  )
    .addOption(thresholdOption())
    .option('--json', 'print the report as JSON')
    .addHelpText('after', HELP)
    .action((options: EvaluateOptions) => run(options, context));
}

async function run(options: EvaluateOptions, context: Context): Promise<void> {
  const { input, threshold, json } = options;
  const pipeline = await loadPipeline(options.model, context);
  checkThreshold(pipeline, threshold);
  const { texts, labels } = await labelledTexts(input, options, context.signal, pipeline.classes);
  checkKnownLabels(input, labels, pipeline.classes ?? []);
  const predictions: (Label | Label[])[] = [];
  for await (const batch of inBatches(texts, context.signal)) {
    predictions.push(...pipeline.predict(batch, { threshold }));
  }
  const report = classificationReport(predictions as Labels, labels);
  if (json) printJson(report);
  else process.stdout.write(formatReport(report));
}
