import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dependencyClosure, sizeOf } from './check-install.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-closure-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function add(folder, dependencies) {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify({ dependencies }));
}

test('what a package needs of its siblings is found at any depth, once', () => {
  add('packages/core', {});
  add('packages/inference', { '@m2v/core': 'workspace:^' });
  add('packages/distill', { '@m2v/core': 'workspace:^', '@m2v/inference': 'workspace:^', 'ml-pca': '4' });
  add('packages/unused', {});
  add('apps/cli', { '@m2v/distill': 'workspace:^', commander: '14' });
  expect(dependencyClosure(root, 'apps/cli').sort()).toEqual([
    'apps/cli',
    join('packages', 'core'),
    join('packages', 'distill'),
    join('packages', 'inference'),
  ]);
});

test('a size is the sum of the files at any depth', () => {
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/one'), Buffer.alloc(10));
  writeFileSync(join(root, 'a/b/two'), Buffer.alloc(32));
  expect(sizeOf(join(root, 'a'))).toBe(42);
});
