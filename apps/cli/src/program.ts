import { InputError } from '@m2v/core';
import { Command, Option } from 'commander';
import type { Context } from './context.js';

type Describe = (command: Command, context: Context) => void;

interface CommandEntry {
  summary: string;
  /** Loads the command's own file; only the command that is called pays for what it imports. */
  load(): Promise<Describe>;
}

const COMMANDS: Record<string, CommandEntry> = {
  distill: {
    summary: 'make a static model out of a sentence transformer',
    load: async () => (await import('./commands/distill.js')).distill,
  },
  fit: {
    summary: 'make a static model better at your own texts',
    load: async () => (await import('./commands/fit.js')).fit,
  },
  encode: {
    summary: 'turn texts into vectors, as JSONL or npy',
    load: async () => (await import('./commands/encode.js')).encode,
  },
  search: {
    summary: 'find the texts of a file that are nearest to a query',
    load: async () => (await import('./commands/search.js')).search,
  },
  similarity: {
    summary: 'say how alike two texts are',
    load: async () => (await import('./commands/similarity.js')).similarity,
  },
  compare: {
    summary: 'say how much models keep of what a first one sees',
    load: async () => (await import('./commands/compare.js')).compare,
  },
  train: {
    summary: 'train a text classifier on labelled texts',
    load: async () => (await import('./commands/train.js')).train,
  },
  predict: {
    summary: 'label texts by a trained classifier',
    load: async () => (await import('./commands/predict.js')).predict,
  },
  evaluate: {
    summary: 'say how well a classifier labels texts',
    load: async () => (await import('./commands/evaluate.js')).evaluate,
  },
  explain: {
    summary: "show what each token does to a classifier's score",
    load: async () => (await import('./commands/explain.js')).explain,
  },
  inspect: {
    summary: 'say what a model is made of, without loading it',
    load: async () => (await import('./commands/inspect.js')).inspect,
  },
  tokenize: {
    summary: 'turn texts into token ids, as JSONL',
    load: async () => (await import('./commands/tokenize.js')).tokenize,
  },
};

const EXAMPLES = `
Examples:
  $ m2v encode "hello"                     # with the embedded model, offline
  $ m2v distill --output my-model          # from the embedded teacher, offline
  $ m2v search "a warm meal" --input texts.txt --model my-model
  $ m2v help encode

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

/** The command that a command line calls, if it is one. */
export function commandOf(args: readonly string[]): string | undefined {
  const [first] = args.filter((arg) => !arg.startsWith('-'));
  return Object.hasOwn(COMMANDS, first ?? '') ? first : undefined;
}

/** The command line as commander sees it: every command by name, those named in `args` in full. */
export async function createProgram(args: readonly string[], version: string, context: Context): Promise<Command> {
  const verbose = new Option('--verbose', 'add the stack to errors');
  const program = new Command('m2v')
    .description('Static embedding models: distil them from sentence transformers, and use them.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addOption(verbose)
    .configureHelp({
      showGlobalOptions: true,
      visibleGlobalOptions: ({ parent }) => (parent === null ? [] : [verbose]),
    })
    // Errors are thrown and printed in one place, `reportError`.
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  const [asked, subject] = args;
  if (asked === 'help' && subject !== undefined && subject !== 'help' && commandOf([subject]) === undefined) {
    throw new InputError({ what: 'no such command', value: subject, allowed: Object.keys(COMMANDS).join(', ') });
  }
  const named = args.filter((arg) => !arg.startsWith('-')).slice(0, 2);
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = program.command(name).summary(summary);
    if (named.includes(name)) (await load())(command, context);
  }
  return program;
}
