import type { ViteUserConfig } from 'vitest/config';
import base from './vitest.base.js';

/** The tests of what belongs to no package: scripts, examples, benchmarks, and how the embedded model is made. */
const { projects: _, ...shared } = base.test ?? {};
const config: ViteUserConfig = {
  test: { ...shared, include: ['{scripts,examples,bench}/**/*.test.{ts,mjs}', 'packages/*/make.test.mjs'] },
};
export default config;
