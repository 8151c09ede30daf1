import { InputError, type OnProgress } from '@m2v/core';
import { readTexts, type TextFormat } from '@m2v/dataset';
import type { Command } from 'commander';
import { openInput } from '../files/open-input.js';
import { formatOption, inputFormat } from './input-format.js';

/** The options of every command that reads texts. */
export interface InputOptions {
  input?: string;
  inputFormat?: TextFormat;
  textColumn?: string;
}

/** Adds the options that say where texts come from. */
export function addInputOptions(command: Command): Command {
  return command
    .option('--input <file>', 'one text a line, .jsonl of JSON strings or objects, or .csv; - is standard input')
    .option('--text-column <name>', 'the column of JSONL or CSV that holds the text (default: "text")')
    .addOption(formatOption(['txt', 'jsonl', 'csv']));
}

/** What to call the place that texts are read from. */
export function inputName({ input = '-' }: InputOptions): string {
  return input === '-' ? 'standard input' : input;
}

interface InputTextsOptions {
  signal: AbortSignal;
  /** Told the bytes read so far. */
  onProgress?: OnProgress;
}

/** The texts a command is to work on: its arguments, else `--input`, else what is piped into it. */
export async function inputTexts(
  args: readonly string[],
  { input, inputFormat: asked, textColumn }: InputOptions,
  { signal, onProgress }: InputTextsOptions,
): Promise<AsyncIterable<string> | Iterable<string>> {
  if (args.length > 0) {
    if (input === undefined) return args;
    throw new InputError({ what: 'texts are given both as arguments and by --input', todo: 'give one of them' });
  }
  if (input === undefined && process.stdin.isTTY) {
    throw new InputError({ what: 'no texts', todo: 'name a file by --input, or pipe them in' });
  }
  const path = input ?? '-';
  const format = inputFormat(path, asked, textColumn === undefined ? 'txt' : 'jsonl');
  if (format === 'txt' && textColumn !== undefined) {
    throw new InputError({
      where: path,
      what: 'is no table with a text column',
      allowed: '.csv, .tsv or .jsonl, or --input-format',
    });
  }
  const { name, bytes, size } = await openInput(path, signal);
  return readTexts(counted(bytes, size, onProgress), { format, textColumn, name });
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  total: number | undefined,
  onProgress: OnProgress | undefined,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of bytes) {
    yield chunk;
    done += chunk.length;
    onProgress?.({ stage: 'texts', done, total, unit: 'bytes' });
  }
}
