// The one entry of `npm run quickstart`, `npm run playground`, `npm test`, `npm run build` and `npm run verify`: node scripts/bootstrap.mjs TASK
// Needs Node alone; all else it installs first.

import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from './checks.mjs';
import { install } from './install.mjs';
import { addTotals, clearReports, readReports, readTotals, totalLines, writeTotals } from './totals.mjs';

const OLDEST_NODE = [20, 19];
const root = fileURLToPath(new URL('..', import.meta.url));

const tasks = {
  build: () => turbo('build'),
  test,
  quickstart() {
    // The command line and what it depends on: a first run should not wait for the web page.
    return turbo('build', '--filter=@m2v/cli...') || node('scripts/quickstart.mjs');
  },
  playground() {
    const vite = join(root, 'apps/playground/node_modules/vite/bin/vite.js');
    return turbo('build', '--filter=@m2v/playground...') || run([process.execPath, vite, 'preview'], 'apps/playground');
  },
  verify,
};

function main() {
  const task = process.argv[2];
  if (!Object.hasOwn(tasks, task)) return fail(`usage: node scripts/bootstrap.mjs ${Object.keys(tasks).join('|')}`, 2);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    return fail(
      `m2v needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.version}; see https://nodejs.org`,
    );
  }
  try {
    install(root);
  } catch (error) {
    return fail(error.message);
  }
  return tasks[task]();
}

/** Runs the tests of every package and of the workspace itself; the last line is the total. */
function test() {
  clearReports(root);
  const code = turbo('test', 'test:workspace', '--continue=dependencies-successful');
  const totals = readReports(root);
  // A build that fails, or a process that dies, leaves no failed test behind; it counts all the same.
  if (code !== 0 && totals.failed === 0) totals.failed = 1;
  if (totals.passed === 0 && totals.failed === 0) totals.failed = 1;
  writeTotals(root, totals);
  console.log(totalLines(totals));
  return totals.failed === 0 ? 0 : 1;
}

/** Runs all checks, in order, whatever fails; the last line is the total of tests and checks. */
function verify() {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const results = [];
  clearReports(root);
  for (const check of checks) {
    console.log(`\n== ${check.name}: ${check.command.join(' ')}`);
    const before = Date.now();
    const code = run(check.command);
    const counted = check.name === 'tests' ? readTotals(root) : undefined;
    addTotals(totals, counted ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
    results.push(`${code === 0 ? 'ok    ' : 'FAILED'}  ${check.name} (${((Date.now() - before) / 1000).toFixed(1)} s)`);
  }
  console.log(`\n${results.join('\n')}\n${totalLines(totals)}`);
  return totals.failed === 0 ? 0 : 1;
}

function turbo(...args) {
  return node('node_modules/turbo/bin/turbo', 'run', ...args, '--concurrency=100%', '--log-order=grouped');
}

function node(...args) {
  return run([process.execPath, ...args]);
}

function run([command, ...args], folder = '.') {
  const { status, error } = spawnSync(command, args, {
    cwd: join(root, folder),
    stdio: 'inherit',
    shell: process.platform === 'win32' && command !== process.execPath,
    env: {
      ...process.env,
      // turbo looks for pnpm on the PATH; a bare machine has it only here.
      PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
      TURBO_TELEMETRY_DISABLED: '1',
    },
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

function fail(message, code = 1) {
  console.error(message);
  return code;
}

process.exitCode = main();
