import { type Comparison, compareEncoders, MOST_COMPARED } from '@m2v/inference';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { type LoadedEncoder, loadEncoder } from '../models/load-encoder.js';
import { parseCount } from '../options/values.js';
import { onWarning } from '../output/on-warning.js';
import { printJson } from '../output/print-json.js';
import { table } from '../output/table.js';
import { addInputOptions, type InputOptions, inputTexts } from '../texts/input-texts.js';

interface CompareCommandOptions extends InputOptions {
  pairs: number;
  json?: boolean;
}

// The last of the pairs' columns: as much of a text as tells it from the others.
const MAX_TEXT_SHOWN = 50;

const HELP = `
Each model is a folder or hub id (owner/name), of a static model or of a
sentence transformer with ONNX files. Each takes the cosines of all pairs of
texts (of 2,000 at most), which are correlated with those of the first one: 1
means that both order all pairs alike. What was fitted to these very texts looks
better than it is.

Examples:
  $ m2v compare ./my-teacher ./my-model --input texts.txt
  $ m2v compare ./my-teacher ./small ./large --input reviews.jsonl --json`;

/** `m2v compare`: what models keep of a first one's view of texts. */
export function compare(command: Command, context: Context): void {
  addInputOptions(
    command
      .description('Say how well models keep the similarities that a first one, such as their teacher, sees.')
      .argument('<reference>', 'the model that others are compared with')
      .argument('<models...>', 'the others'),
  )
    .option('--pairs <n>', 'how many of the pairs that differ most to print', parseCount, 3)
    .option('--json', 'print JSON, with all digits')
    .addHelpText('after', HELP)
    .action((reference: string, models: string[], options: CompareCommandOptions) =>
      run([reference, ...models], options, context),
    );
}

async function run(names: string[], options: CompareCommandOptions, context: Context): Promise<void> {
  const { signal } = context;
  const all: string[] = [];
  for await (const text of await inputTexts([], options, { signal })) all.push(text);
  const texts = evenlySpread(all, MOST_COMPARED);
  if (texts.length < all.length) {
    const [some, whole] = [texts, all].map(({ length }) => length.toLocaleString('en-US'));
    const message = `texts: ${some} of ${whole} are compared, spread evenly`;
    onWarning({ code: 'some-texts', message });
  }
  const encoders: LoadedEncoder[] = [];
  try {
    for (const name of names) encoders.push(await loadEncoder(name, context));
    const [reference, ...others] = encoders;
    const comparisons = await compareEncoders(reference.encoder, others, texts, { pairs: options.pairs, signal });
    if (options.json) printJson(asJson(reference, others, comparisons, texts));
    else process.stdout.write(asText(reference, others, comparisons, texts));
  } finally {
    for (const { dispose } of encoders) await dispose();
  }
}

function evenlySpread<T>(values: readonly T[], most: number): T[] {
  const count = Math.min(values.length, most);
  return Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]);
}

function asJson(
  reference: LoadedEncoder,
  others: LoadedEncoder[],
  comparisons: Comparison[],
  texts: string[],
): unknown {
  return {
    reference: { name: reference.name, kind: reference.kind },
    texts: texts.length,
    comparisons: comparisons.map((comparison, i) => ({ ...comparison, kind: others[i].kind })),
  };
}

function asText(reference: LoadedEncoder, others: LoadedEncoder[], comparisons: Comparison[], texts: string[]): string {
  const count = texts.length.toLocaleString('en-US');
  const figures = comparisons.map(({ name, spearman, pearson }, i) => [
    name,
    others[i].kind,
    spearman.toFixed(4).padStart('spearman'.length),
    pearson.toFixed(4).padStart('pearson'.length),
  ]);
  const head = `compared with ${reference.name} (${reference.kind}) on ${count} texts\n\n`;
  return [
    head + table([['model', 'kind', 'spearman', 'pearson'], ...figures]),
    ...comparisons.map(
      ({ name, pairs }) =>
        `\nseen most differently by ${name}\n\n` +
        table([
          ['first', 'model', 'texts'],
          ...pairs.flatMap(({ a, b, reference: first, other }) => [
            [signed(first), signed(other), shown(texts[a])],
            ['', '', shown(texts[b])],
          ]),
        ]),
    ),
  ].join('');
}

function signed(cosine: number): string {
  return cosine.toFixed(2).padStart(5);
}

function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_TEXT_SHOWN ? `${line.slice(0, MAX_TEXT_SHOWN - 1)}…` : line;
}
