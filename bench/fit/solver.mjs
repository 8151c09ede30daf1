// A fit with the teacher's vectors at hand: node solver.mjs TEACHER TEXTS CACHE SIMD|plain THREADS; prints { fitSeconds, seconds }.

import { readFileSync } from 'node:fs';

const [folder, path, cache, way, threads] = process.argv.slice(2);
const { loadTeacher } = await import('../../packages/inference/dist/teacher.js');
const { distillFromTeacher, fitToCorpus } = await import('../../packages/distill/dist/index.js');
const teacher = await loadTeacher(folder);
const student = await distillFromTeacher(teacher, { pcaDims: null, sifCoefficient: null, quantizeTo: 'float32' });
// Only now, since the teacher's own runtime is WebAssembly in some places; kernels are made when they are needed.
if (way === 'plain') globalThis.WebAssembly = undefined;
const texts = readFileSync(path, 'utf8').split('\n');
// The probe by which a cache knows its teacher is asked each time; whatever else would be measured as a part of the fit.
let asked = 0;
const forward = teacher.forward;
const watched = {
  ...teacher,
  forward(batch, options) {
    asked += batch.rows;
    if (asked > 1) throw new Error(`${cache} lacks texts: write it with --max-texts ${texts.length}`);
    return forward(batch, options);
  },
};
const start = performance.now();
let begun;
let last = 0;
await fitToCorpus(student, watched, texts, {
  dims: 256,
  maxTexts: texts.length,
  threads: Number(threads),
  cache,
  onProgress({ stage }) {
    if (stage !== 'fit') return;
    last = performance.now();
    begun ??= last;
  },
});
console.log(JSON.stringify({ fitSeconds: (last - begun) / 1000, seconds: (performance.now() - start) / 1000 }));
await teacher.dispose();
