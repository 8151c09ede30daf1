import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documents } from './check-examples.mjs';
import { unpadded } from './format-document.mjs';
import { optionTable, withOptionTables } from './option-tables.mjs';

let root;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-options-'));
  writeFileSync(join(root, 'tsconfig.base.json'), '{"compilerOptions":{"strict":true}}');
  mkdirSync(join(root, 'src'));
  writeFileSync(
    join(root, 'src/options.ts'),
    `export interface Base {
  /** Ends the work. */
  signal?: AbortSignal;
}
export interface Options extends Base {
  /**
   * How many, over
   * two lines. Default 10.
   */
  k?: number | null;
  /** Told of each. */
  onEach?(index: number): void;
}
export interface Picked extends Pick<Base, 'signal'> {}
export interface Silent {
  k: number;
}
`,
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a row is a property: name, type, description; inherited ones too', () => {
  expect(optionTable(root, 'src/options.ts', 'Options').split('\n').slice(2)).toEqual([
    '| `k` | `number \\| null` | How many, over two lines. Default 10. |',
    '| `onEach` | `(index: number): void` | Told of each. |',
    '| `signal` | `AbortSignal` | Ends the work. |',
  ]);
});

test('a row may be picked out of another type', () => {
  expect(optionTable(root, 'src/options.ts', 'Picked')).toContain('| `signal` | `AbortSignal` | Ends the work. |');
});

test('an option without a description, and an interface that is not there, are refused', () => {
  expect(() => optionTable(root, 'src/options.ts', 'Silent')).toThrow('Silent.k says nothing about itself');
  expect(() => optionTable(root, 'src/options.ts', 'Other')).toThrow('declares no interface Other');
});

test('a table is written between its marks, and what is around it stays', () => {
  const document = 'before\n<!-- options: src/options.ts Base -->\nold\n<!-- /options -->\nafter\n';
  const written = withOptionTables(root, document);
  expect(written).toMatch(/^before\n<!-- options: .*\n<!-- \/options -->\nafter\n$/s);
  expect(written).toContain('| `signal` |');
  expect(written).not.toContain('old');
  expect(withOptionTables(root, written)).toBe(written);
});

test('the tables in the documents are what the types say', () => {
  const repository = fileURLToPath(new URL('..', import.meta.url));
  for (const path of documents(repository)) {
    const markdown = readFileSync(join(repository, path), 'utf8');
    expect(unpadded(withOptionTables(repository, markdown)), path).toBe(unpadded(markdown));
  }
});
