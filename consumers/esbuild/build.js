import { cpSync } from 'node:fs';
import { build } from 'esbuild';

await build({
  entryPoints: ['main.js', 'worker.js'],
  outdir: 'dist/assets',
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: true,
});
// esbuild leaves `new URL('../model/…', import.meta.url)` as it is: the model goes beside the folder of the bundles.
cpSync('node_modules/@m2v/model-potion-base-8m/model', 'dist/model', { recursive: true });
