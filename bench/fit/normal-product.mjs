// Seconds of twelve of the solver's products alone, in each twin: node normal-product.mjs [TEXTS]; prints { SIMD, plain }.
// Texts are made up: 8 to 20 distinct tokens of 29,500, by Zipf's law; 256 columns.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createRandom } from '../../packages/core/dist/kit.js';

const [ROWS, DIM, STEPS] = [29_500, 256, 12];
const texts = Number(process.argv[2] ?? 144_007);

// The kernel is no package's entry, so it comes from its sources.
const { outputFiles } = await build({
  entryPoints: [
    fileURLToPath(new URL('../../packages/distill/src/kernels/normal-product/normal-product.ts', import.meta.url)),
  ],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  conditions: ['@m2v/source'],
});
const { createNormalProduct } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

const random = createRandom(1);
// The inverse of a Zipf law's cumulative frequency, a little flatter at the top.
const token = () => Math.min(ROWS - 1, Math.floor(50 * ((ROWS + 50) / 50) ** random.next() - 50));
const ids = [];
const offsets = new Int32Array(texts + 1);
for (let i = 0; i < texts; i++) {
  const distinct = new Set();
  for (const length = 8 + random.integer(13); distinct.size < length; ) distinct.add(token());
  ids.push(...distinct);
  offsets[i + 1] = ids.length;
}
const bags = { ids: Int32Array.from(ids), counts: new Float32Array(ids.length).fill(1), offsets };

const { WebAssembly } = globalThis;
const products = {};
for (const way of ['SIMD', 'plain']) {
  globalThis.WebAssembly = way === 'plain' ? undefined : WebAssembly;
  products[way] = createNormalProduct(bags, ROWS, DIM);
}
globalThis.WebAssembly = WebAssembly;
const seconds = {};
for (const [way, { input, chunk, addProduct }] of Object.entries(products)) {
  input.forEach((_, at) => {
    input[at] = (at % 97) / 97 - 0.5;
  });
  const start = performance.now();
  for (let step = 0; step < STEPS; step++) {
    for (let first = 0; first < texts; first += chunk) addProduct(first, Math.min(texts, first + chunk));
  }
  seconds[way] = (performance.now() - start) / 1000;
}
const [a, b] = Object.values(products).map(({ output }) => output);
if (a.some((value, at) => value !== b[at])) throw new Error('the twins differ');
console.log(JSON.stringify(seconds));
