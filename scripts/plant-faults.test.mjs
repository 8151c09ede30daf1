import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faults } from './faults.mjs';
import { plant } from './plant-faults.mjs';

const workspace = fileURLToPath(new URL('..', import.meta.url));
const fault = { folder: 'a', file: 'x.ts', find: 'one', replace: 'two', tests: ['x.test.ts'] };

let root;
let seen;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-plant-'));
  mkdirSync(join(root, 'a'));
  writeFileSync(join(root, 'a/x.ts'), 'one');
  seen = [];
});
afterEach(() => rmSync(root, { recursive: true }));

const tests = (red) => (folder) => {
  const text = readFileSync(join(folder, 'x.ts'), 'utf8');
  seen.push(text);
  return red.includes(text) ? { passed: 1, failed: 1 } : { passed: 2, failed: 0 };
};

test.each(faults)('the place of "$name" is there, once, and so are its tests', ({ folder, file, find, tests }) => {
  expect(readFileSync(join(workspace, folder, file), 'utf8').split(find)).toHaveLength(2);
  for (const path of tests) expect(existsSync(join(workspace, folder, path)), path).toBe(true);
});

test('a fault that turns its tests red is caught, and taken away again', () => {
  expect(plant(fault, root, tests(['two']))).toBeUndefined();
  expect(seen).toEqual(['one', 'two']);
  expect(readFileSync(join(root, 'a/x.ts'), 'utf8')).toBe('one');
});

test.each([
  ['tests that stay green', tests([]), 'x.test.ts stayed green'],
  ['tests that are red anyway', tests(['one', 'two']), 'x.test.ts is red without it'],
  ['tests that are not there', () => ({ passed: 0, failed: 0 }), 'x.test.ts is red without it'],
])('%s catch nothing', (_, runTests, why) => {
  expect(plant(fault, root, runTests)).toBe(why);
});

test('a fault whose place has changed is told from one that was missed', () => {
  expect(plant({ ...fault, find: 'three' }, root, tests([]))).toContain('there 0 times');
});
