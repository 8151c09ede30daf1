// Python's model2vec beside m2v: node scripts/reference.mjs setup | generate [--check] [NAME…] | parity [vitest arguments]
//   setup      makes reference/.venv out of reference/requirements.txt (Python 3.11 or newer, and the network)
//   generate   writes the goldens anew; --check writes them elsewhere and compares them with the committed ones
//   parity     compares m2v with the installed reference, live

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { totalLines } from './totals.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reference = join(root, 'reference');
const environment = join(reference, '.venv');
const environmentPython =
  process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');

const commands = { setup, generate, parity };

function setup() {
  return (
    run('python3', ['-m', 'venv', environment]) ||
    run(environmentPython, ['-m', 'pip', 'install', '--quiet', '-r', join(reference, 'requirements.txt')])
  );
}

function generate(args) {
  const python = findPython();
  if (python === undefined) return 1;
  if (!args.includes('--check')) return run(python, [join(reference, 'generate.py'), ...args]);
  if (args.length > 1) return fail('generate --check takes no names: each golden may rest on another', 2);
  const copy = mkdtempSync(join(tmpdir(), 'm2v-reference-'));
  try {
    return (
      run(python, [join(reference, 'generate.py')], { M2V_OUTPUT_ROOT: copy }) ||
      run(python, [join(reference, 'compare.py'), copy])
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function parity(args) {
  const python = findPython();
  if (python === undefined) return 1;
  const folder = join(reference, 'parity');
  const report = join(folder, '.reports', 'vitest.json');
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const code = run(process.execPath, [vitest, 'run', '--root', folder, ...args], { M2V_REFERENCE_PYTHON: python });
  if (!existsSync(report)) return fail('the comparison did not come to its end');
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot be loaded has no test to fail.
  const failed = numFailedTests === 0 && code !== 0 ? 1 : numFailedTests;
  console.log(totalLines({ passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }));
  return code;
}

/** The reference's Python, or undefined after saying how to get it. */
function findPython() {
  const python = process.env.M2V_REFERENCE_PYTHON ?? environmentPython;
  const wanted = readFileSync(join(reference, 'requirements.txt'), 'utf8').match(/^model2vec.*==(.*)$/m)[1];
  const probe = spawnSync(python, ['-c', 'from importlib.metadata import version; print(version("model2vec"))'], {
    encoding: 'utf8',
  });
  if (probe.status === 0 && probe.stdout.trim() === wanted) return python;
  const found = probe.status === 0 ? `has model2vec ${probe.stdout.trim()}` : 'does not have it';
  fail(`model2vec ${wanted} is needed and ${python} ${found}; install it with: npm run reference:setup`);
  return undefined;
}

function run(command, args, variables = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...variables },
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

function fail(message, code = 1) {
  console.error(message);
  return code;
}

const [name, ...args] = process.argv.slice(2);
process.exitCode = Object.hasOwn(commands, name)
  ? commands[name](args)
  : fail(`usage: node scripts/reference.mjs ${Object.keys(commands).join('|')}`, 2);
