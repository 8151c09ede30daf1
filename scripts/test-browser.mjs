// npm run test:browser: the packages in Chromium, then the playground; with --all the playground's long tests too. A missing
// browser is a failure in one line, never a skip.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromiumPath } from './chromium.mjs';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const all = process.argv.includes('--all');
const filters = process.argv.slice(2).filter((argument) => argument !== '--all');

function run(config, ...args) {
  const command = [vitest, 'run', '--config', config, ...args, ...filters];
  const env = { ...process.env, ...(all ? { M2V_BROWSER_ALL: '1' } : {}) };
  return spawnSync(process.execPath, command, { stdio: 'inherit', env }).status ?? 1;
}

try {
  chromiumPath();
  const packages = run('consumers/vitest.config.mjs', 'browser');
  const playground = run('apps/playground/browser/vitest.config.mjs');
  process.exitCode = packages || playground;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
