import { cosineSimilarity } from '@m2v/core';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadModel, modelOption } from '../models/load-model.js';
import { printJson } from '../output/print-json.js';

interface SimilarityOptions {
  model?: string;
  json?: boolean;
}

const HELP = `
Examples:
  $ m2v similarity "a cat on the mat" "a kitten on a rug"
  $ m2v similarity --model ./my-model --json "red" "blue"`;

/** `m2v similarity`: the cosine of two texts. */
export function similarity(command: Command, context: Context): void {
  command
    .description('Print the cosine similarity of two texts: 1 is the same direction, 0 is unrelated.')
    .argument('<a>', 'a text')
    .argument('<b>', 'another text')
    .addOption(modelOption())
    .option('--json', 'print JSON, with all digits')
    .addHelpText('after', HELP)
    .action(async (a: string, b: string, options: SimilarityOptions) => {
      const model = await loadModel(options.model, context);
      const cosine = cosineSimilarity(model.encode(a), model.encode(b));
      if (options.json) printJson({ a, b, similarity: cosine });
      else process.stdout.write(`${cosine.toFixed(4)}\n`);
    });
}
