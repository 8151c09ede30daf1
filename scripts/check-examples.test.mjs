import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeBlocks, documents, findProblems } from './check-examples.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-examples-'));
  mkdirSync(join(root, 'examples'));
  writeFileSync(join(root, 'examples/a.ts'), 'const a = 1;\n\nconst b = 2;\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function problemsOf(...lines) {
  writeFileSync(join(root, 'README.md'), lines.join('\n'));
  return findProblems(root, 'README.md');
}

test('a block that equals its file passes, and one that says why it is not run', () => {
  expect(
    problemsOf(
      '<!-- example: examples/a.ts -->',
      '',
      '```ts',
      'const a = 1;',
      '',
      'const b = 2;',
      '```',
      '<!-- not run: needs a fresh clone -->',
      '```bash',
      'git clone',
      '```',
      '```text',
      'output',
      '```',
    ),
  ).toEqual([]);
});

test.each([
  [
    'a changed word',
    ['<!-- example: examples/a.ts -->', '```ts', 'const a = 1;', '', 'const b = 3;', '```'],
    ':2: differs',
  ],
  ['a missing end', ['<!-- example: examples/a.ts -->', '```ts', 'const a = 1;', '```'], ':2: differs'],
  ['a missing file', ['<!-- example: examples/c.ts -->', '```ts', 'const a = 1;', '```'], 'there is no examples/c.ts'],
  ['no mark', ['text', '```ts', 'const a = 1;', '```'], ':2: code without'],
  ['a mark further up', ['<!-- example: examples/a.ts -->', 'text', '```js', '```'], ':3: code without'],
  ['no reason', ['<!-- not run: -->', '```sh', 'x', '```'], 'code without'],
])('%s is found', (_, lines, problem) => {
  expect(problemsOf(...lines)).toEqual([expect.stringContaining(problem)]);
});

test('a longer fence may hold a shorter one', () => {
  expect(codeBlocks('````md\n```ts\nx\n```\n````\n')).toEqual([{ line: 1, language: 'md', code: '```ts\nx\n```\n' }]);
});

test('documents are found by git, model cards are not theirs to check', () => {
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  mkdirSync(join(root, 'packages/some/model'), { recursive: true });
  for (const path of ['README.md', 'packages/some/README.md', 'packages/some/model/README.md', 'notes.txt']) {
    writeFileSync(join(root, path), '');
  }
  expect(documents(root).sort()).toEqual(['README.md', 'packages/some/README.md']);
});
