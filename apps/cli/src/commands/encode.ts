import { extname } from 'node:path';
import { InputError, rows, type StaticModel } from '@m2v/core';
import { type AtomicFile, createAtomicFile } from '@m2v/core/kit';
import { type ByteSink, jsonlWriter, npyWriter } from '@m2v/dataset';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { heldOutput, standardOutput } from '../files/standard-output.js';
import { loadModel, modelOption } from '../models/load-model.js';
import { noneAsNull, parseLimit } from '../options/values.js';
import { onWarning } from '../output/on-warning.js';
import { showProgress } from '../output/show-progress.js';
import { encodeInBatches } from '../texts/encode-in-batches.js';
import { addInputOptions, type InputOptions, inputTexts } from '../texts/input-texts.js';

type VectorFormat = 'jsonl' | 'npy';

interface EncodeCommandOptions extends InputOptions {
  model?: string;
  format?: VectorFormat;
  output: string;
  maxLength?: number | 'none';
  normalize: boolean;
  json?: boolean;
}

interface Counts {
  texts: number;
  /** Texts without any token that the model knows. */
  unknown: number;
}

const HELP = `
Texts are the arguments, or the lines of --input, or what is piped in. In plain
text every line is a text, blank ones too, so that vector i belongs to line i + 1.
Texts that begin with a dash come after --.

JSONL out is a line {"index":0,"embedding":[…]} a text. npy out is float32
[texts, dims]; on standard output it is held in memory until the last text is
encoded, since it begins with their count. A file in --output appears only when it
is complete.

Examples:
  $ m2v encode "hello"
  $ m2v encode --input texts.txt --output vectors.npy
  $ m2v encode --input reviews.jsonl --text-column body > vectors.jsonl
  $ cut -f 2 table.tsv | m2v encode --output vectors.jsonl`;

/** `m2v encode`: texts into vectors. */
export function encode(command: Command, context: Context): void {
  addInputOptions(command.description('Turn texts into vectors.').argument('[text...]', 'texts to encode'))
    .addOption(modelOption())
    .addOption(
      new Option(
        '--format <format>',
        'how vectors are written (default: npy for an --output of that name, else jsonl)',
      ).choices(['jsonl', 'npy']),
    )
    .option('--output <file>', 'where vectors go; - is standard output', '-')
    .option('--max-length <n>', "tokens a text at most, or none (default: the model's, usually 512)", parseLimit)
    .option('--no-normalize', 'leave vectors as long as they are, whatever the model says')
    .option('--json', 'print a summary as JSON: on standard output where vectors go to a file, else on standard error')
    .addHelpText('after', HELP)
    .action((texts: string[], options: EncodeCommandOptions) => run(texts, options, context));
}

async function run(args: string[], options: EncodeCommandOptions, context: Context): Promise<void> {
  const { signal } = context;
  const format = options.format ?? (extname(options.output).toLowerCase() === '.npy' ? 'npy' : 'jsonl');
  const toTerminal = options.output === '-' && process.stdout.isTTY;
  if (toTerminal && format === 'npy') {
    throw new InputError({ what: 'npy is no text for a terminal', todo: 'give --output FILE, or pipe it somewhere' });
  }
  const summary = await showProgress(
    async (onProgress) => {
      const texts = await inputTexts(args, options, { signal, onProgress });
      const model = await loadModel(options.model, context);
      const output = await openOutput(options.output, format);
      try {
        const counts = await encodeTo(output, format, model, texts, options, signal);
        signal.throwIfAborted();
        await output.commit();
        return { ...counts, dims: model.dim, format, output: options.output };
      } catch (error) {
        await output.discard();
        throw error;
      }
    },
    { quiet: toTerminal },
  );
  summarize(summary, options.json);
}

async function encodeTo(
  output: ByteSink,
  format: VectorFormat,
  model: StaticModel,
  texts: AsyncIterable<string> | Iterable<string>,
  options: EncodeCommandOptions,
  signal: AbortSignal,
): Promise<Counts> {
  const writer = format === 'npy' ? npyWriter(output, model.dim) : jsonlWriter(output);
  const maxLength = noneAsNull(options.maxLength);
  const normalize = options.normalize ? undefined : false;
  const counts: Counts = { texts: 0, unknown: 0 };
  for await (const { vectors } of encodeInBatches(model, texts, { signal, maxLength, normalize })) {
    await writer.write(vectors);
    counts.texts += vectors.rows;
    for (const vector of rows(vectors)) if (vector.every((value) => value === 0)) counts.unknown++;
  }
  await writer.end();
  return counts;
}

function openOutput(path: string, format: VectorFormat): AtomicFile | Promise<AtomicFile> {
  if (path !== '-') return createAtomicFile(path);
  return format === 'npy' ? heldOutput() : standardOutput();
}

function summarize(
  summary: Counts & { dims: number; format: string; output: string },
  json: boolean | undefined,
): void {
  const { texts, unknown, dims, output } = summary;
  const toFile = output !== '-';
  if (json) (toFile ? process.stdout : process.stderr).write(`${JSON.stringify(summary)}\n`);
  else if (toFile) process.stderr.write(`${texts} texts -> ${output}, ${dims} dims each\n`);
  if (unknown > 0) {
    const message = `${unknown} of ${texts} texts have no token that the model knows: their vectors are zeros`;
    onWarning({ code: 'unknown-texts', message });
  }
}
