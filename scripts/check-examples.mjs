// Holds the code blocks of the documents equal to the files in examples/, which the tests run: node scripts/check-examples.mjs
//
// A block of code (ts, js, bash …) stands under a comment that says where it comes from, or why it is not run:
//   <!-- example: examples/encode.ts -->
//   <!-- not run: needs a fresh clone -->

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CODE = ['ts', 'typescript', 'js', 'javascript', 'mjs', 'bash', 'sh', 'shell'];
const MARK = /^<!-- (example|not run): (.+) -->$/;

/**
 * The fenced blocks of a Markdown text, each with the mark above it, if any.
 * @param {string} markdown
 * @returns {{ line: number, language: string, code: string, mark?: { kind: string, text: string } }[]}
 */
export function codeBlocks(markdown) {
  const lines = markdown.split('\n');
  const blocks = [];
  for (let i = 0; i < lines.length; i++) {
    const fence = lines[i].match(/^(`{3,}|~{3,})(\w*)/);
    if (fence === null) continue;
    const start = i + 1;
    do i++;
    while (i < lines.length && !lines[i].startsWith(fence[1]));
    const above = lines.slice(0, start - 1).findLast((line) => line.trim() !== '');
    const mark = above?.match(MARK);
    blocks.push({
      line: start,
      language: fence[2],
      code: `${lines.slice(start, i).join('\n')}\n`,
      ...(mark ? { mark: { kind: mark[1], text: mark[2] } } : {}),
    });
  }
  return blocks;
}

/**
 * What is wrong with the code in one document, one line each.
 * @param {string} root the folder that examples are named from
 * @param {string} path the document, relative to root
 */
export function findProblems(root, path) {
  const problems = [];
  for (const { line, language, code, mark } of codeBlocks(readFileSync(join(root, path), 'utf8'))) {
    const where = `${path}:${line}`;
    if (mark === undefined) {
      if (CODE.includes(language))
        problems.push(`${where}: code without <!-- example: FILE --> or <!-- not run: WHY -->`);
    } else if (mark.kind === 'example') {
      if (!existsSync(join(root, mark.text))) problems.push(`${where}: there is no ${mark.text}`);
      else if (readFileSync(join(root, mark.text), 'utf8') !== code)
        problems.push(`${where}: differs from ${mark.text}`);
    }
  }
  return problems;
}

/** The documents that people read: every Markdown file that git knows of, model cards aside. */
export function documents(root) {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '*.md'], {
    cwd: root,
  });
  return listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .filter((path) => !/(^|\/)(model|\.changeset)\//.test(path) && !path.startsWith('packages/fixtures/'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const paths = documents(root);
  const problems = paths.flatMap((path) => findProblems(root, path));
  for (const problem of problems) console.log(problem);
  console.log(`${paths.length} documents, ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
}
