import { beforeAll, expect, test } from 'vitest';
import { createConsumer, runIn } from './create-consumer.mjs';

// By npx, never dependencies of the workspace: each is a runtime of tens of megabytes.
const RUNTIMES = [
  ['Node 22', ['npx', '--yes', 'node@22.23.3', 'main.js']],
  ['Node 24', ['npx', '--yes', 'node@24.21.0', 'main.js']],
  ['Bun', ['npx', '--yes', 'bun@1.4.5', 'main.js']],
  ['Deno', ['npx', '--yes', 'deno@2.9.6', 'run', '--allow-read', '--allow-env', 'main.js']],
];

let project;
let wanted;
beforeAll(() => {
  project = createConsumer('runtime');
  wanted = JSON.parse(runIn(project, process.execPath, 'main.js'));
});

test('Node, as it is here, finds the nearest text', () => {
  expect(wanted.ids.map((ids) => ids.length > 0)).toEqual([true, true, true, false]);
  expect(wanted.nearest[0].index).toBe(0);
});

test.each(RUNTIMES)('%s gives the same numbers', (_, command) => {
  expect(JSON.parse(runIn(project, ...command))).toEqual(wanted);
});

test('a CommonJS program requires the packages', () => {
  const commonjs = createConsumer('commonjs');
  expect(runIn(commonjs, process.execPath, 'main.cjs')).toBe('minishlab/potion-base-8M: How to bake bread\n');
});
