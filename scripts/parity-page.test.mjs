import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { unpadded } from './format-document.mjs';
import { PAGE, parityPage, readDifferences } from './parity-page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const differences = readDifferences(root);
const read = (path) => readFileSync(join(root, path), 'utf8');

test('the page is what the data say', () => {
  expect(unpadded(read(PAGE))).toBe(unpadded(parityPage(differences)));
});

test('every difference is shown by something that is there, or waits for its part of m2v', () => {
  for (const { no, shownBy, waitsFor } of differences) {
    expect({ no, waits: waitsFor !== undefined }).toEqual({ no, waits: shownBy === undefined });
    for (const path of shownBy ?? [])
      expect({ path, exists: existsSync(join(root, path)) }).toMatchObject({ exists: true });
  }
});

test('every golden that differs on purpose belongs to a difference', () => {
  const folder = 'packages/fixtures/distilled';
  const marked = readdirSync(join(root, folder))
    .map((name) => (name.endsWith('.json') ? `${folder}/${name}` : `${folder}/${name}/expected.json`))
    .filter((path) => read(path).includes('"differs":'))
    .map((path) => path.replace('/expected.json', ''));
  expect(marked.length).toBeGreaterThan(0);
  expect(differences.flatMap(({ shownBy }) => shownBy ?? [])).toEqual(expect.arrayContaining(marked));
});
