// Proof that the suite can fail: plants the faults of faults.mjs one at a time in a copy of the workspace, and each must
// turn its tests red. node scripts/plant-faults.mjs [WORD…] plants those whose name holds one of the words.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faults } from './faults.mjs';

/**
 * Plants one fault, runs its tests and takes it away again.
 * @param {import('./faults.mjs').Fault} fault
 * @param {string} root a workspace that may be written to
 * @param {(folder: string, tests: string[]) => { passed: number, failed: number }} runTests
 * @returns {string | undefined} why the fault was not caught
 */
export function plant({ folder, file, find, replace, tests }, root, runTests) {
  const path = join(root, folder, file);
  const sound = readFileSync(path, 'utf8');
  const places = sound.split(find).length - 1;
  if (places !== 1) return `its place is there ${places} times in ${file}: mend scripts/faults.mjs`;
  const before = runTests(join(root, folder), tests);
  if (before.failed > 0 || before.passed === 0) return `${tests.join(', ')} is red without it`;
  try {
    writeFileSync(
      path,
      sound.replace(find, () => replace),
    );
    const { failed } = runTests(join(root, folder), tests);
    return failed > 0 ? undefined : `${tests.join(', ')} stayed green`;
  } finally {
    writeFileSync(path, sound);
  }
}

/** A copy of what git knows of, with the installed packages linked in. */
function copyWorkspace(root) {
  const copy = mkdtempSync(join(tmpdir(), 'm2v-faults-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  for (const path of listed.toString().split('\0')) {
    // A deleted file is listed until that is committed.
    if (path === '' || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const parent of ['packages', 'apps']) {
    for (const name of readdirSync(join(copy, parent))) {
      // These links are relative, so that siblings lead to siblings in the copy.
      const modules = join(parent, name, 'node_modules');
      if (existsSync(join(root, modules)))
        cpSync(join(root, modules), join(copy, modules), { recursive: true, verbatimSymlinks: true });
    }
  }
  return copy;
}

function runTests(folder, tests) {
  const report = join(folder, '.reports/vitest.json');
  rmSync(report, { force: true });
  const vitest = join(folder, '../../node_modules/vitest/vitest.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--project', 'sources', ...tests], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!existsSync(report)) throw new Error(`the tests of ${folder} gave no report:\n${stdout}${stderr}`);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
}

function main(words) {
  const chosen = faults.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const copy = copyWorkspace(fileURLToPath(new URL('..', import.meta.url)));
  let missed = 0;
  try {
    for (const fault of chosen) {
      const why = plant(fault, copy, runTests);
      if (why !== undefined) missed++;
      console.log(why === undefined ? `caught      ${fault.name}` : `NOT CAUGHT  ${fault.name}: ${why}`);
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
  console.log(`${chosen.length - missed} caught, ${missed} not`);
  return missed === 0 && chosen.length > 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
