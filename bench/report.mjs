import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { formatDocument } from '../scripts/format-document.mjs';
import { markdownTable } from '../scripts/markdown-table.mjs';

const DOCUMENT = 'docs/BENCHMARKS.md';
const HEAD = `# Benchmarks

Measured, not estimated: each section is written by \`npm run bench -- NAME --write\` and says on what machine, at which
commit and by which command. The first run of a contender may find a cold file cache; the median is of the runs after it.
`;

/**
 * Prints a benchmark's table, and with \`write\` puts it into the document in place of the last one.
 * @param {{ name: string, title: string, about: string, head: string[], rows: string[][], versions?: Record<string, string>,
 *   command: string, root: string, write: boolean }} result
 */
export function report({ name, title, about, head, rows, versions = {}, command, root, write }) {
  const table = markdownTable(head, rows);
  console.log(table);
  if (!write) return;
  const facts = [
    `Machine: ${machine()}.`,
    `Commit: ${commit(root)}, ${new Date().toISOString().slice(0, 10)}.`,
    `Versions: ${Object.entries({ Node: process.versions.node, ...versions })
      .map((entry) => entry.join(' '))
      .join(', ')}.`,
    `Command: \`${command}\`.`,
  ];
  const path = join(root, DOCUMENT);
  const document = existsSync(path) ? readFileSync(path, 'utf8') : HEAD;
  writeFileSync(path, replaceSection(document, name, `## ${title}\n\n${about}\n\n${table}\n\n${facts.join('\n')}\n`));
  formatDocument(root, DOCUMENT);
  console.error(`written to ${DOCUMENT}`);
}

/**
 * The document with one benchmark's section replaced, or added at the end.
 * @param {string} document @param {string} name @param {string} section
 */
export function replaceSection(document, name, section) {
  const [open, close] = [`<!-- bench: ${name} -->\n`, `<!-- /bench: ${name} -->\n`];
  const start = document.indexOf(open);
  const end = document.indexOf(close);
  const block = `${open}${section}${close}`;
  if (start < 0 || end < start) return `${document.trimEnd()}\n\n${block}`;
  return document.slice(0, start) + block + document.slice(end + close.length);
}

function machine() {
  const [{ model }] = cpus();
  return `${cpus().length} x ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`;
}

function commit(root) {
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? ' with changes' : '');
  } catch {
    return 'unknown';
  }
}
