// Files that are too long to be read in one sitting: warns, then fails. node scripts/check-length.mjs

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LONG = 300;
const TOO_LONG = 500;
const CODE = /\.(ts|mts|tsx|js|mjs|cjs|py)$/;
const GENERATED = /\.(generated|wasm)\.ts$/;

/**
 * The files of a git checkout, tests included and generated ones aside, that are longer than they should be.
 * @param {string} root
 * @returns {{ path: string, lines: number, tooLong: boolean }[]} the longest first
 */
export function longFiles(root) {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  return listed
    .toString()
    .split('\0')
    .filter((path) => CODE.test(path) && !GENERATED.test(path))
    .map((path) => ({ path, lines: countLines(join(root, path)) }))
    .filter(({ lines }) => lines > LONG)
    .map(({ path, lines }) => ({ path, lines, tooLong: lines > TOO_LONG }))
    .sort((a, b) => b.lines - a.lines);
}

function countLines(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    // Deleted, and not committed yet.
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = longFiles(fileURLToPath(new URL('..', import.meta.url)));
  for (const { path, lines, tooLong } of files) {
    console.log(
      tooLong
        ? `${path}: ${lines} lines, the limit is ${TOO_LONG}: divide it`
        : `${path}: ${lines} lines, above ${LONG}`,
    );
  }
  const failed = files.filter(({ tooLong }) => tooLong).length;
  console.log(`${files.length - failed} long, ${failed} too long`);
  if (failed > 0) process.exitCode = 1;
}
