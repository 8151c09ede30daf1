import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { longFiles } from './check-length.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-length-'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
});
afterEach(() => rmSync(root, { recursive: true }));

function plant(path, lines) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), 'x\n'.repeat(lines));
}

test('the limits themselves are allowed', () => {
  plant('a.ts', 300);
  plant('b.ts', 500);
  expect(longFiles(root)).toEqual([{ path: 'b.ts', lines: 500, tooLong: false }]);
});

test('tests, scripts and Python count, generated tables and what git ignores do not', () => {
  writeFileSync(join(root, '.gitignore'), 'dist/\n');
  for (const path of [
    'src/a.test.ts',
    'b.py',
    'c.mjs',
    'd.tsx',
    'dist/e.js',
    'f.generated.ts',
    'g.wasm.ts',
    'h.json',
  ]) {
    plant(path, 501);
  }
  expect(
    longFiles(root)
      .map(({ path, tooLong }) => [path, tooLong])
      .sort(),
  ).toEqual([
    ['b.py', true],
    ['c.mjs', true],
    ['d.tsx', true],
    ['src/a.test.ts', true],
  ]);
});
