import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REPORT = '.reports/vitest.json';
const TOTALS = '.reports/totals.json';

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** Takes away the reports of earlier runs, so that none of them is counted again; turbo restores those it replays. */
export function clearReports(root) {
  for (const folder of tested(root)) rmSync(join(root, folder, REPORT), { force: true });
  rmSync(join(root, TOTALS), { force: true });
}

/**
 * The sum over the reports of the workspace and of every package that has tests.
 * @returns {Totals}
 */
export function readReports(root) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of tested(root)) addTotals(totals, readReport(join(root, folder, REPORT), folder));
  return totals;
}

/** @param {Totals} totals @param {Totals} more */
export function addTotals(totals, more) {
  totals.passed += more.passed;
  totals.failed += more.failed;
  totals.skipped += more.skipped;
}

/** @param {Totals} totals */
export function totalLines({ passed, failed, skipped }) {
  return `${skipped} skipped\n${passed} passed, ${failed} failed`;
}

/** Keeps the totals of a run of `npm test` for the process that started it. */
export function writeTotals(root, totals) {
  mkdirSync(dirname(join(root, TOTALS)), { recursive: true });
  writeFileSync(join(root, TOTALS), JSON.stringify(totals));
}

/** The totals of the last run of `npm test`, or undefined where it did not come to its end. */
export function readTotals(root) {
  return existsSync(join(root, TOTALS)) ? JSON.parse(readFileSync(join(root, TOTALS), 'utf8')) : undefined;
}

function readReport(path, folder) {
  if (!existsSync(path)) {
    console.log(`${folder}: its tests did not come to an end`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  // A file that cannot even be loaded has no test to fail, so it counts as one.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The folders, relative to the root, whose tests are counted; the root's own are `.`. */
function tested(root) {
  const packages = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  );
  return ['.', ...packages.filter((folder) => hasTests(join(root, folder, 'package.json')))];
}

function hasTests(manifest) {
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.test !== undefined;
}
