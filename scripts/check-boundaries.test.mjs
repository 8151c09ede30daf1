import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findViolations, unbuilt } from './check-boundaries.mjs';

let root;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'm2v-boundaries-')));
  addPackage('core');
  addPackage('inference', ['core']);
  addPackage('distill', ['core', 'inference']);
  write('packages/inference/src/index.ts', "import { x } from '@m2v/core';\nexport const y = x;\n");
  write('packages/distill/src/index.ts', "import { x } from '@m2v/inference';\nexport const y = x;\n");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function addPackage(name, siblings = []) {
  const dependencies = Object.fromEntries(siblings.map((sibling) => [`@m2v/${sibling}`, 'workspace:^']));
  const exports = { '.': { default: './dist/index.js' } };
  write(
    `packages/${name}/package.json`,
    JSON.stringify({ name: `@m2v/${name}`, type: 'module', scripts: { build: 'tsup' }, exports, dependencies }),
  );
  write(`packages/${name}/dist/index.js`, 'export const x = 1;\n');
  write(`packages/${name}/src/index.ts`, 'export const x = 1;\n');
  for (const sibling of siblings) link(name, `@m2v/${sibling}`, `packages/${sibling}`);
}

function link(name, dependency, target) {
  const path = join(root, 'packages', name, 'node_modules', dependency);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(root, target), path);
}

async function rules() {
  return [...new Set((await findViolations(root)).violations.map((violation) => violation.split(':')[0]))].sort();
}

test('the arrows of the design pass, and are followed', async () => {
  const { violations, imports } = await findViolations(root);
  expect(violations).toEqual([]);
  expect(imports).toBe(2);
});

test('an upward import is found', async () => {
  link('core', '@m2v/distill', 'packages/distill');
  write('packages/core/src/index.ts', "export { x } from '@m2v/distill';\n");
  expect(await rules()).toContain('arrows-of-core');
});

test('an import of a type counts as well', async () => {
  link('inference', '@m2v/distill', 'packages/distill');
  write('packages/inference/src/a.ts', "import type { X } from '@m2v/distill';\nexport type Y = X;\n");
  expect(await rules()).toEqual(['arrows-of-inference']);
});

test('an import that no package.json declares is found', async () => {
  write('packages/core/src/index.ts', "export { x } from '@m2v/distill';\n");
  expect(await rules()).toEqual(['unresolvable']);
});

test("another package's sources are out of bounds", async () => {
  write('packages/inference/src/a.ts', "export { x } from '../../core/src/index.js';\n");
  expect(await rules()).toEqual(['no-sources-of-another-package']);
});

test('a cycle inside a package is found', async () => {
  write('packages/core/src/a.ts', "import { b } from './b.js';\nexport const a = () => b;\n");
  write('packages/core/src/b.ts', "import { a } from './a.js';\nexport const b = () => a;\n");
  expect(await rules()).toEqual(['no-cycle']);
});

test('core may not import a package from npm', async () => {
  write('packages/core/node_modules/left/package.json', '{"name":"left","version":"1.0.0","main":"index.js"}');
  write('packages/core/node_modules/left/index.js', 'exports.left = 1;\n');
  write('packages/core/src/index.ts', "export { left } from 'left';\n");
  expect(await rules()).toContain('core-stands-alone');
});

test('node: imports stand in tests and behind the platform, nowhere else', async () => {
  const text = "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n";
  write('packages/core/src/platform/node.ts', text);
  write('packages/core/src/a.test.ts', text);
  expect(await rules()).toEqual([]);
  write('packages/core/src/a.ts', text);
  expect(await rules()).toEqual(['node-behind-the-platform']);
});

test('transformers.js is met only behind the teacher', async () => {
  const module = 'packages/inference/node_modules/@huggingface/transformers';
  write(`${module}/package.json`, '{"name":"@huggingface/transformers","version":"4.0.0","main":"index.js"}');
  write(`${module}/index.js`, 'exports.AutoModel = 1;\n');
  const text = "import { AutoModel } from '@huggingface/transformers';\nexport const load = () => AutoModel;\n";
  write('packages/inference/src/teacher/transformers-js.ts', text);
  expect(await rules()).toEqual([]);
  write('packages/inference/src/a.ts', text);
  expect(await rules()).toEqual(['transformers-behind-the-teacher']);
});

test('a package that the table of arrows does not know is found', async () => {
  addPackage('novelty', ['core']);
  write('packages/novelty/src/index.ts', "export { x } from '@m2v/core';\n");
  expect(await rules()).toEqual(['unknown-package']);
});

test('a package that is not built is named, for its importers cannot be followed', () => {
  expect(unbuilt(root)).toEqual([]);
  rmSync(join(root, 'packages/core/dist'), { recursive: true });
  expect(unbuilt(root)).toEqual(['core']);
});
