// Measures: npm run bench -- NAME [--repeats N] [--write] [options of that benchmark]
// --write puts the table into docs/BENCHMARKS.md, with the machine, the commit and the command.

import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { report } from './report.mjs';

const names = readdirSync(new URL('.', import.meta.url)).filter((name) =>
  existsSync(new URL(`${name}/run.mjs`, import.meta.url)),
);

const [name, ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`usage: npm run bench -- ${names.join('|')} [--repeats N] [--write]`);
  process.exitCode = 2;
} else {
  const { run } = await import(new URL(`${name}/run.mjs`, import.meta.url));
  const root = fileURLToPath(new URL('..', import.meta.url));
  const command = ['npm run bench --', name, ...args].join(' ');
  const write = args.includes('--write');
  try {
    const result = await run(
      args.filter((arg) => arg !== '--write'),
      root,
    );
    report({ name, command, root, write, ...result });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
