import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';
import base from '../../vitest.base.js';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

/** `@m2v/core` and its siblings by their sources: this folder is no package, so nothing is installed beside it. */
function sources(): { find: RegExp; replacement: string }[] {
  return readdirSync(packages).flatMap((folder) => {
    const { name, exports } = JSON.parse(readFileSync(`${packages}${folder}/package.json`, 'utf8'));
    return Object.entries<string | { '@m2v/source'?: string }>(exports).flatMap(([entry, target]) => {
      const source = typeof target === 'string' ? target : target['@m2v/source'];
      if (!source?.endsWith('.ts')) return [];
      return [{ find: new RegExp(`^${name}${entry.slice(1)}$`), replacement: `${packages}${folder}/${source}` }];
    });
  });
}

const conditions = ['@m2v/source', 'node', 'import', 'module', 'default'];
const { projects: _, ...shared } = base.test ?? {};

/** The live comparison with Python: `npm run test:parity`. Whole distillations run in it, hence the patience. */
const config: ViteUserConfig = {
  resolve: { conditions, alias: sources() },
  ssr: { resolve: { conditions } },
  test: { ...shared, include: ['*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false },
};
export default config;
