import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const changesets = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');

// The manifests of this workspace in a folder of their own, where versions may be moved.
let copy;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'm2v-release-'));
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'])
    copyFileSync(join(root, file), join(copy, file));
  mkdirSync(join(copy, '.changeset'));
  copyFileSync(join(root, '.changeset/config.json'), join(copy, '.changeset/config.json'));
  for (const folder of workspaces()) {
    mkdirSync(join(copy, folder), { recursive: true });
    copyFileSync(join(root, folder, 'package.json'), join(copy, folder, 'package.json'));
  }
});
afterEach(() => rmSync(copy, { recursive: true }));

function workspaces() {
  return ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent))
      .map((name) => join(parent, name))
      .filter((folder) => existsSync(join(root, folder, 'package.json'))),
  );
}

function versions() {
  const manifests = workspaces().map((folder) => JSON.parse(readFileSync(join(copy, folder, 'package.json'), 'utf8')));
  return Object.fromEntries(manifests.map(({ name, version }) => [name, version]));
}

function release(changes) {
  const lines = Object.entries(changes).map(([name, bump]) => `"${name}": ${bump}`);
  writeFileSync(join(copy, '.changeset', 'change.md'), `---\n${lines.join('\n')}\n---\n\nA change.\n`);
  execFileSync(process.execPath, [changesets, 'version'], { cwd: copy, stdio: 'pipe' });
}

/** A version as it is after a minor or a patch. */
function raised(version, bump) {
  const [major, minor, patch] = version.split('.').map(Number);
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

test('a minor of an optional peer leaves its dependents where they are', () => {
  const before = versions();
  release({ '@m2v/teacher-minilm-l6': 'minor' });
  const teacher = '@m2v/teacher-minilm-l6';
  expect(versions()).toEqual({ ...before, [teacher]: raised(before[teacher], 'minor') });
});

test('a minor of core moves its dependents by a patch, each from its own version', () => {
  const before = versions();
  release({ '@m2v/core': 'minor' });
  const expected = { ...before, '@m2v/core': raised(before['@m2v/core'], 'minor') };
  for (const name of [
    '@m2v/inference',
    '@m2v/distill',
    '@m2v/pipeline',
    '@m2v/train-base',
    '@m2v/train-classifier',
    '@m2v/dataset',
    '@m2v/cli',
  ]) {
    expected[name] = raised(before[name], 'patch');
  }
  expect(versions()).toEqual(expected);
});

test('a patch of core moves nothing else, and says in its changelog what it is', () => {
  const before = versions();
  release({ '@m2v/core': 'patch' });
  const [version, change] = readFileSync(join(copy, 'packages/core/CHANGELOG.md'), 'utf8').match(/^## .*|^- .*$/gm);
  expect([version, change.endsWith(': A change.') || change.endsWith('- A change.')]).toEqual([
    `## ${raised(before['@m2v/core'], 'patch')}`,
    true,
  ]);
  expect(versions()).toEqual({ ...before, '@m2v/core': raised(before['@m2v/core'], 'patch') });
});
