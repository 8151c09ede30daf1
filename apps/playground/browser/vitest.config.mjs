import { defineConfig } from 'vitest/config';

/** The built page in Chromium: run by `npm run test:browser`, not by `npm test`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.mjs'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
