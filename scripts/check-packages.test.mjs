import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installedPackages, readmeSteps, sizeOf } from './check-packages.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-packages-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('installed packages are found with their scopes', () => {
  for (const path of ['.bin', 'commander', '@m2v/core', '@m2v/distill'])
    mkdirSync(join(root, path), { recursive: true });
  expect(installedPackages(root).sort()).toEqual(['@m2v/core', '@m2v/distill', 'commander']);
});

test('a size is the sum of the files at any depth', () => {
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/one'), Buffer.alloc(10));
  writeFileSync(join(root, 'a/b/two'), Buffer.alloc(32));
  expect(sizeOf(join(root, 'a'))).toBe(42);
});

test('a README’s install lines and examples are what its reader does', () => {
  const readme = [
    '<!-- not run: installs -->',
    '```bash',
    'npm install --global @m2v/cli',
    '```',
    '<!-- example: examples/encode.sh -->',
    '```bash',
    'm2v encode "hello"',
    '```',
    '<!-- not run: installs -->',
    '```bash',
    'npm install --global @m2v/cli vite@8 --some-flag=skip',
    '```',
  ].join('\n');
  expect(readmeSteps(readme)).toEqual({
    packages: ['@m2v/cli', 'vite@8'],
    flags: ['--some-flag=skip'],
    examples: ['examples/encode.sh'],
  });
});
