import { InputError } from '@m2v/core';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { writeOut } from '../files/standard-output.js';
import { loadModel } from '../models/load-model.js';
import { loadTokenizer } from '../models/load-tokenizer.js';
import { addInputOptions, type InputOptions, inputTexts } from '../texts/input-texts.js';

interface TokenizeOptions extends InputOptions {
  model?: string;
  tokenizer?: string;
}

type Tokenize = (text: string) => Int32Array;

const HELP = `
Prints a line {"index":0,"ids":[…]} a text. --model gives the ids that the model
embeds: cut at its maximum length, unknown tokens dropped. --tokenizer gives all
ids of a tokenizer.json, without special tokens, truncation and padding.
Texts that begin with a dash come after --.

Examples:
  $ m2v tokenize --model ./my-model "hello world"
  $ m2v tokenize --tokenizer ./my-model/tokenizer.json --input texts.txt`;

/** `m2v tokenize`: texts into token ids. */
export function tokenize(command: Command, context: Context): void {
  addInputOptions(command.description('Turn texts into token ids.').argument('[text...]', 'texts to tokenize'))
    .option('--model <model>', 'a static model: folder, hub id (owner/name) or URL')
    .option('--tokenizer <file>', 'a tokenizer.json')
    .addHelpText('after', HELP)
    .action((texts: string[], options: TokenizeOptions) => run(texts, options, context));
}

async function run(args: string[], options: TokenizeOptions, context: Context): Promise<void> {
  const { signal } = context;
  const toIds = await openTokenizer(options, context);
  let index = 0;
  for await (const text of await inputTexts(args, options, { signal })) {
    signal.throwIfAborted();
    await writeOut(`{"index":${index++},"ids":[${toIds(text).join(',')}]}\n`);
  }
}

async function openTokenizer({ model, tokenizer }: TokenizeOptions, context: Context): Promise<Tokenize> {
  if ((model === undefined) === (tokenizer === undefined)) {
    throw new InputError({ what: 'one of --model and --tokenizer is needed', todo: 'see m2v tokenize --help' });
  }
  if (tokenizer !== undefined) {
    const loaded = await loadTokenizer(tokenizer);
    return (text) => loaded.encode(text, { addSpecialTokens: false, maxLength: null });
  }
  const loaded = await loadModel(model, context);
  return (text) => loaded.tokenize(text);
}
