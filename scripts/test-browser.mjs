// npm run test:browser: the packages in Chromium. A missing browser is a failure in one line, never a skip.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromiumPath } from './chromium.mjs';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

try {
  chromiumPath();
  const args = [vitest, 'run', '--config', 'consumers/vitest.config.mjs', 'browser', ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
