import { InputError } from '@m2v/core';
import type { Explanation } from '@m2v/pipeline';
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
it: what speaks for the label is above 0, what speaks against it below.

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
      const explanation = pipeline.explain(text);
      if (options.json) printJson(plain(explanation));
      else process.stdout.write(describe(explanation, options.label));
    });
}

function plain({ logits, classes, tokens }: Explanation): object {
  return { logits: [...logits], classes, tokens: tokens.map((one) => ({ ...one, effects: [...one.effects] })) };
}

function describe({ logits, classes = [], tokens }: Explanation, asked: string | undefined): string {
  const names = classes.map(String);
  const highest = logits.indexOf(Math.max(...logits));
  const k = asked === undefined ? highest : names.indexOf(asked);
  if (k < 0) throw new InputError({ where: '--label', what: 'no such label', value: asked, allowed: names.join(', ') });
  const largest = Math.max(...tokens.map(({ effects }) => Math.abs(effects[k])), Number.MIN_VALUE);
  const rows = tokens.map(({ token, effects }) => {
    const width = Math.round((Math.abs(effects[k]) / largest) * BAR_WIDTH);
    const sign = effects[k] < 0 ? '-' : '+';
    return [token, effects[k].toFixed(3).padStart(8), sign.repeat(width)];
  });
  return `${names[k]}: score ${logits[k].toFixed(3)}\n${table(rows)}`;
}
