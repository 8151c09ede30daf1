import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Each example runs as a user would run it: in an empty folder, the built packages installed beside it. What it prints
// stands beside it in NAME.out, with … for what differs from run to run.
const folder = fileURLToPath(new URL('.', import.meta.url));
const root = join(folder, '..');
const names = readdirSync(folder).filter((name) => /\.(ts|sh)$/.test(name));
const LONG = 240_000; // a distillation asks a teacher about 30,000 tokens

let project;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'm2v-example-'));
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  mkdirSync(join(project, 'node_modules/@m2v'), { recursive: true });
  for (const name of readdirSync(join(root, 'packages'))) {
    symlinkSync(join(root, 'packages', name), join(project, 'node_modules/@m2v', name));
  }
  mkdirSync(join(project, 'node_modules/.bin'));
  const command = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'apps/cli/dist/m2v.js')}' "$@"\n`;
  writeFileSync(join(project, 'node_modules/.bin/m2v'), command, { mode: 0o755 });
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(name) {
  const cwd = mkdtempSync(join(project, 'run-'));
  const source = readFileSync(join(folder, name), 'utf8');
  if (name.endsWith('.sh')) return spawn('bash', ['-euo', 'pipefail', '-c', source], cwd);
  const module = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(join(cwd, 'example.mjs'), ts.transpileModule(source, { compilerOptions: module }).outputText);
  return spawn(process.execPath, ['example.mjs'], cwd);
}

function spawn(command, args, cwd) {
  const PATH = join(project, 'node_modules/.bin') + delimiter + process.env.PATH;
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, PATH } });
}

/** The expected output as a pattern: … stands for any text within a line. */
function pattern(name) {
  const text = readFileSync(join(folder, `${name}.out`), 'utf8');
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*')}$`);
}

test.each(names)(
  '%s prints what it should',
  (name) => {
    const { status, stdout, stderr } = run(name);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(pattern(name));
  },
  LONG,
);
