// Writes docs/PARITY.md out of packages/fixtures/differences.json: npm run docs

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatDocument } from './format-document.mjs';
import { markdownTable } from './markdown-table.mjs';

/** Where the page lies, from the root. */
export const PAGE = 'docs/PARITY.md';

const HEAD = `# Where m2v differs from Python's model2vec

The reference is \`model2vec\` 0.10.0. Token ids are equal, vectors agree within the tolerances of the tests, files are read
in both directions. What follows differs on purpose: mostly because the reference fails, or gives something that nobody
would want. A file that m2v writes stays readable there.

The table is made of the data that the tests read (\`packages/fixtures/differences.json\`): a case that no longer differs
fails. A row that waits is about a part of m2v that does not exist yet.
`;

const TAIL = `Besides, since JavaScript has no such type, a float64 model is loaded as float32 and saved as that.
`;

/**
 * @typedef {{ no: number, reference: string, m2v: string, shownBy?: string[], waitsFor?: string }} Difference
 */

/** @returns {Difference[]} */
export function readDifferences(root) {
  return JSON.parse(readFileSync(join(root, 'packages/fixtures/differences.json'), 'utf8')).differences;
}

/** @param {Difference[]} differences */
export function parityPage(differences) {
  const rows = differences.map(({ no, reference, m2v, shownBy, waitsFor }) => [
    String(no),
    reference,
    m2v,
    shownBy === undefined ? `waits for: ${waitsFor}` : shownBy.map((path) => `\`${path}\``).join(', '),
  ]);
  return `${HEAD}\n${markdownTable(['no.', 'the reference', 'm2v', 'shown by'], rows)}\n\n${TAIL}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  writeFileSync(join(root, PAGE), parityPage(readDifferences(root)));
  formatDocument(root, PAGE);
}
