import { defineConfig } from 'vitest/config';

/** What needs the network or a browser: run by `npm run test:consumers` and `npm run test:browser`, not by `npm test`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.mjs'],
    globalSetup: 'pack.mjs',
    // npm installs and a bundler builds before anything is asked.
    hookTimeout: 240_000,
    testTimeout: 120_000,
    fileParallelism: false,
  },
});
