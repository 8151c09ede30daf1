import { defineConfig, type ViteUserConfig } from 'vitest/config';

const conditions = ['@m2v/source', 'node', 'import', 'module', 'default'];

/** Tests of every package run on sources, its siblings' sources included, and fail on a warning nobody asked for. */
const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: [new URL('./scripts/fail-on-warning.ts', import.meta.url).pathname],
    reporters: ['default', 'json'],
    outputFile: { json: '.reports/vitest.json' },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
export default config;
