import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedOutput, runExample } from '../scripts/run-example.mjs';

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

test.each(names)(
  '%s prints what it should',
  (name) => {
    const cwd = mkdtempSync(join(project, 'run-'));
    const { status, stdout, stderr } = runExample(join(folder, name), cwd, project);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(expectedOutput(join(folder, name)));
  },
  LONG,
);
