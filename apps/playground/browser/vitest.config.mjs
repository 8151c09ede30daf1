import { defineConfig } from 'vitest/config';

// Minutes of work, so only where it is asked for: `npm run test:browser:all`.
const all = process.env.M2V_BROWSER_ALL === undefined ? [] : ['all/*.test.mjs'];

/** The built page in Chromium: run by `npm run test:browser`, not by `npm test`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.mjs', ...all],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
