import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { install } from './install.mjs';

let root;
let ran;
const succeed = (command) => {
  ran.push(command);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  return 0;
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-install-'));
  ran = [];
  mkdirSync(join(root, 'packages/core'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"packageManager":"pnpm@1.2.3"}');
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'lock');
  writeFileSync(join(root, 'packages/core/package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

test('installs once, by the pnpm that package.json names', () => {
  expect(install(root, succeed)).toBe('installed');
  expect(install(root, succeed)).toBe('up to date');
  expect(ran).toEqual([['npx', '--yes', 'pnpm@1.2.3', 'install', '--frozen-lockfile']]);
});

test.each(['pnpm-lock.yaml', 'packages/core/package.json'])('installs again when %s changes', (path) => {
  install(root, succeed);
  writeFileSync(join(root, path), `${readFileSync(join(root, path))}\n`);
  expect(install(root, succeed)).toBe('installed');
});

test('installs again when node_modules was taken away', () => {
  install(root, succeed);
  rmSync(join(root, 'node_modules'), { recursive: true });
  expect(install(root, succeed)).toBe('installed');
});

test('a failed install says what to do, and is tried again', () => {
  expect(() => install(root, () => 1)).toThrow(/pnpm@1\.2\.3 ended with 1.*network/);
  expect(install(root, succeed)).toBe('installed');
});
