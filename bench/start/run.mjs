// How long the command line takes to start, whole processes: npm run bench -- start [--repeats N] [--write]

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alternate, measure } from '../measure.mjs';

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({ args, options: { repeats: { type: 'string', default: '11' } } });
  const cli = join(root, 'apps/cli/dist/m2v.js');
  if (!existsSync(cli)) throw new Error('the command line is not built: npm run build');
  const node =
    (...command) =>
    () =>
      measure([process.execPath, ...command], { cwd: root });
  const results = await alternate(
    {
      '`node -e 0`': node('-e', '0'),
      '`m2v --help`': node(cli, '--help'),
      '`m2v encode hello`': node(cli, 'encode', 'hello'),
    },
    Number(values.repeats),
  );
  const [{ median }] = results;
  return {
    title: 'Start',
    about: 'From the start of the process to its end; `encode` loads the embedded model.',
    head: ['process', 'median, ms', 'over Node, ms', 'peak memory, MiB'],
    rows: results.map((result) => [
      result.name,
      (result.median * 1000).toFixed(0),
      ((result.median - median) * 1000).toFixed(0),
      Number.isNaN(result.peakMiB) ? '' : result.peakMiB.toFixed(0),
    ]),
  };
}
