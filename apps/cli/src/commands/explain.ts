import { InputError, UnsupportedError } from '@m2v/core';
import type { Explanation, StaticModelPipeline } from '@m2v/pipeline';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadPipeline, pipelineOption } from '../models/load-pipeline.js';
import { printJson } from '../output/print-json.js';
import { table } from '../output/table.js';

interface ExplainOptions {
  model: string;
  label?: string;
  json?: boolean;
}

const HELP = `
Each token's effect is the score of the text less the score of the text without
it: what speaks for the label is above 0, what speaks against it below. A score
is what the head gives before it becomes a probability (a logit).

Examples:
  $ m2v explain --model my-classifier "a fine film"
  $ m2v explain --model my-classifier --label neg "a fine film" --json`;

const BAR_WIDTH = 20;

/** `m2v explain`: what each token did. */
export function explain(command: Command, context: Context): void {
  command
    .description('Show what each token of a text does to a classifier’s score.')
    .argument('<text>', 'a text')
    .addOption(pipelineOption())
    .option('--label <label>', 'the label whose score is looked at (default: the one with the highest)')
    .option('--json', 'print the effects on every score as JSON')
    .addHelpText('after', HELP)
    .action(async (text: string, options: ExplainOptions) => {
      const pipeline = await loadPipeline(options.model, context);
      const names = classNames(pipeline);
      const explanation = pipeline.explain(text);
      const place = options.label === undefined ? undefined : placeOf(options.label, names);
      if (options.json) printJson(plain(explanation, place));
      else process.stdout.write(describe(explanation, names, place));
    });
}

function classNames({ classes }: StaticModelPipeline): string[] {
  if (classes !== undefined) return classes.map(String);
  throw new UnsupportedError('unsupported-head', { where: '--model', what: 'this head gives vectors, not classes' });
}

function placeOf(label: string, names: string[]): number {
  const place = names.indexOf(label);
  if (place >= 0) return place;
  throw new InputError({ where: '--label', what: 'no such label', value: label, allowed: names.join(', ') });
}

/** For all labels, or for the one at a place. */
function plain({ logits, classes = [], tokens }: Explanation, place: number | undefined): object {
  const some = <T>(values: Iterable<T>): T[] => [...values].filter((_, k) => place === undefined || k === place);
  return {
    logits: some(logits),
    classes: some(classes),
    tokens: tokens.map((one) => ({ ...one, effects: some(one.effects) })),
  };
}

function describe({ logits, tokens }: Explanation, names: string[], place: number | undefined): string {
  const k = place ?? logits.indexOf(Math.max(...logits));
  if (tokens.length === 0) return `${names[k]}: score ${logits[k].toFixed(3)}\nThe text has no known token.\n`;
  const largest = Math.max(...tokens.map(({ effects }) => Math.abs(effects[k])), Number.MIN_VALUE);
  const rows = tokens.map(({ token, effects }) => {
    const width = Math.round((Math.abs(effects[k]) / largest) * BAR_WIDTH);
    const sign = effects[k] < 0 ? '-' : '+';
    return [token, effects[k].toFixed(3).padStart(8), sign.repeat(width)];
  });
  return `${names[k]}: score ${logits[k].toFixed(3)}\n${table(rows)}`;
}
