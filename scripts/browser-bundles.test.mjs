import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { FORBIDDEN_WORDS } from './forbidden-words.mjs';
import { publishedPackages } from './packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every entry that a page may import: all but the command line's, which has none. */
const entries = [...publishedPackages(root).values()].flatMap(({ folder, manifest }) =>
  Object.entries(manifest.exports)
    .filter(([, target]) => target.default !== undefined)
    .map(([entry, target]) => [manifest.name + entry.slice(1), `${root}${folder}/${target.default}`]),
);

test.each(entries)('%s holds nothing that a page cannot run', async (_, path) => {
  const { outputFiles, warnings } = await build({
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    // The user's own choice, and not in the packages.
    external: ['@huggingface/transformers'],
    write: false,
    logLevel: 'silent',
  });
  expect(warnings.filter(({ id }) => id !== 'ignored-bare-import')).toEqual([]);
  for (const { text } of outputFiles) expect(text.match(FORBIDDEN_WORDS)?.[0]).toBeUndefined();
});
