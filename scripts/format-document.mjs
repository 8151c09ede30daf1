import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Formats a document that a program has written, as the linter wants it. */
export function formatDocument(root, path) {
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', path], { cwd: root, stdio: 'ignore' });
}

/** A Markdown text without what a formatter changes: the padding of tables' columns. */
export function unpadded(markdown) {
  return markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
}
