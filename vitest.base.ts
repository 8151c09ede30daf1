import { defineConfig, type ViteUserConfig } from 'vitest/config';

const sources = ['@m2v/source', 'node', 'import', 'module', 'default'];

/**
 * Tests beside the sources run on sources, the siblings' included; those in `test/` run on what was built, as users get
 * it. Either way a warning that nobody asked for fails the test.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    setupFiles: [new URL('./scripts/fail-on-warning.ts', import.meta.url).pathname],
    reporters: ['default', 'json'],
    outputFile: { json: '.reports/vitest.json' },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        resolve: { conditions: sources },
        ssr: { resolve: { conditions: sources } },
        test: { name: 'sources', include: ['src/**/*.test.{ts,tsx}'] },
      },
      { extends: true, test: { name: 'built', include: ['test/**/*.test.ts'] } },
    ],
  },
});
export default config;
