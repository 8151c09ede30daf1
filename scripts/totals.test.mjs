import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clearReports, readReports, readTotals, totalLines, writeTotals } from './totals.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-totals-'));
  write('packages/core/package.json', { scripts: { test: 'vitest run' } });
  write('packages/files-only/package.json', { scripts: {} });
  write('apps/cli/package.json', { scripts: { test: 'vitest run' } });
  report('.', { passed: 1 });
  report('packages/core', { passed: 10, pending: 2, todo: 1 });
  report('apps/cli', { passed: 4, failed: 3 });
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path, value) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(value));
}

function report(folder, { passed = 0, failed = 0, pending = 0, todo = 0, testResults = [] }) {
  write(join(folder, '.reports/vitest.json'), {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    testResults,
  });
}

test('sums the workspace and every package that has tests', () => {
  expect(readReports(root)).toEqual({ passed: 15, failed: 3, skipped: 3 });
  expect(totalLines(readReports(root))).toBe('3 skipped\n15 passed, 3 failed');
});

test('a file that cannot be loaded is a failure, one with a failed test is not counted twice', () => {
  report('apps/cli', {
    passed: 4,
    failed: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  });
  expect(readReports(root)).toEqual({ passed: 15, failed: 2, skipped: 3 });
});

test('a package without a report is a failure', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  rmSync(join(root, 'packages/core/.reports'), { recursive: true });
  expect(readReports(root)).toEqual({ passed: 5, failed: 4, skipped: 0 });
  expect(log).toHaveBeenCalledWith('packages/core: its tests did not come to an end');
});

test('nothing of an earlier run is counted', () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  writeTotals(root, { passed: 15, failed: 0, skipped: 0 });
  expect(readTotals(root)).toEqual({ passed: 15, failed: 0, skipped: 0 });
  clearReports(root);
  expect(readTotals(root)).toBeUndefined();
  expect(readReports(root)).toEqual({ passed: 0, failed: 3, skipped: 0 });
});
