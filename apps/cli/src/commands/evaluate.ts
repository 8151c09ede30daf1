import { formatReport } from '@m2v/pipeline';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadPipeline, pipelineOption } from '../models/load-pipeline.js';
import { parseNumber } from '../options/values.js';
import { printJson } from '../output/print-json.js';
import { addLabelOptions, type LabelOptions, labelledTexts } from '../texts/labelled-texts.js';

interface EvaluateOptions extends LabelOptions {
  model: string;
  input: string;
  threshold?: number;
  json?: boolean;
}

const HELP = `
Examples:
  $ m2v evaluate --model my-classifier --input test.csv
  $ m2v evaluate --model topics --input test.jsonl --label-column topics --json`;

/** `m2v evaluate`: how a classifier does on labelled texts. */
export function evaluate(command: Command, context: Context): void {
  addLabelOptions(
    command
      .description('Say how well a trained classifier labels texts whose labels are known.')
      .addOption(pipelineOption())
      .requiredOption('--input <file>', 'texts with labels: .csv, .tsv or .jsonl'),
  )
    .option(
      '--threshold <p>',
      'several labels a text: the probability from which one is given (default: 0.5)',
      parseNumber,
    )
    .option('--json', 'print the report as JSON')
    .addHelpText('after', HELP)
    .action(async (options: EvaluateOptions) => {
      const { texts, labels } = await labelledTexts(options.input, options, context.signal);
      const pipeline = await loadPipeline(options.model, context);
      const report = pipeline.evaluate(texts, labels, { threshold: options.threshold });
      if (options.json) printJson(report);
      else process.stdout.write(formatReport(report));
    });
}
