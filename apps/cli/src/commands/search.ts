import { createIndex, InputError } from '@m2v/core';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadModel, modelOption } from '../models/load-model.js';
import { parseCount } from '../options/values.js';
import { printJson } from '../output/print-json.js';
import { showProgress } from '../output/show-progress.js';
import { table } from '../output/table.js';
import { encodeAll } from '../texts/encode-all.js';
import { addInputOptions, type InputOptions, inputName, inputTexts } from '../texts/input-texts.js';

interface SearchOptions extends InputOptions {
  model?: string;
  k: number;
  json?: boolean;
}

const HELP = `
Prints a line a text, best first: its cosine with the query, its index (counted
from 0), and the text.

Examples:
  $ m2v search "a warm meal" --input recipes.txt
  $ m2v search "late delivery" --input reviews.jsonl --text-column body --k 3
  $ m2v search "timeout" --input log.txt --json`;

/** `m2v search`: the nearest texts of a file. */
export function search(command: Command, context: Context): void {
  addInputOptions(
    command.description('Find the texts that are nearest to a query.').argument('<query>', 'what to look for'),
  )
    .addOption(modelOption())
    .option('--k <n>', 'how many texts to print', parseCount, 10)
    .option('--json', 'print JSON, with all digits')
    .addHelpText('after', HELP)
    .action((query: string, options: SearchOptions) => run(query, options, context));
}

async function run(query: string, options: SearchOptions, context: Context): Promise<void> {
  const { signal } = context;
  const model = await loadModel(options.model, context);
  const { texts, vectors } = await showProgress(async (onProgress) =>
    encodeAll(model, await inputTexts([], options, { signal, onProgress }), signal),
  );
  if (texts.length === 0) throw new InputError({ where: inputName(options), what: 'holds no text to search' });
  const vector = model.encode(query);
  if (vector.every((value) => value === 0)) {
    throw new InputError({ where: 'query', what: 'has no token that the model knows', value: query });
  }
  const results = createIndex(vectors)
    .nearest(vector, { k: options.k })
    .map(({ index, score }) => ({ index, score, text: texts[index] }));
  if (options.json) printJson({ query, results });
  else {
    const lines = results.map(({ score, index, text }) => [score.toFixed(4), index, text.replace(/\s+/g, ' ').trim()]);
    process.stdout.write(table(lines));
  }
}
