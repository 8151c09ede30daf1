import { inspectModel, type ModelSummary } from '@m2v/core';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { printJson } from '../output/print-json.js';
import { table } from '../output/table.js';

const HELP = `
Reads the small files and the header of the tensors only, so that large models
take no longer.

Examples:
  $ m2v inspect ./my-model
  $ m2v inspect minishlab/potion-base-8M --json`;

/** `m2v inspect`: what a static model is made of. */
export function inspect(command: Command, { signal }: Context): void {
  command
    .description('Say what a static model is made of, without loading it.')
    .argument('[model]', 'a folder, hub id (owner/name) or URL (default: the embedded potion-base-8M)')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, { json }: { json?: boolean }) => {
      const source = name ?? (await import('@m2v/model-potion-base-8m')).files;
      const summary = await inspectModel(source, { signal });
      if (json) printJson(summary);
      else process.stdout.write(describe(summary));
    });
}

function describe(model: ModelSummary): string {
  const shared = model.rows === model.tokens ? '' : ` in ${count(model.rows)} rows`;
  const extras = [model.hasMapping ? 'mapping' : [], model.hasWeights ? 'weights' : []].flat();
  return table([
    ['model', model.name],
    ['layout', model.layout],
    ['dims', count(model.dim)],
    ['tokens', `${count(model.tokens)}${shared}`],
    ['dtype', [model.dtype, ...extras].join(', with ')],
    ['tokenizer', model.tokenizer],
    ...listed('base model', model.baseModelName),
    ...listed('language', model.language),
    ...Object.entries(model.sizes).map(([file, bytes]) => [file, `${count(bytes)} bytes`]),
    ...Object.entries(model.config).map(([field, value]) => [`config: ${field}`, JSON.stringify(value)]),
  ]);
}

function listed(label: string, value: string | string[] | undefined): string[][] {
  return value === undefined ? [] : [[label, [value].flat().join(', ')]];
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
