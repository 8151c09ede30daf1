// Sentences a second of m2v's teacher: node teacher.mjs TEACHER TEXTS

import { readFileSync } from 'node:fs';
import { sentenceEncoder } from '../../packages/inference/dist/index.js';
import { loadTeacher } from '../../packages/inference/dist/teacher.js';

const [folder, path] = process.argv.slice(2);
const teacher = await loadTeacher(folder);
const encoder = sentenceEncoder(teacher, { maxLength: 128 });
const texts = readFileSync(path, 'utf8').split('\n');
await encoder.encode(texts.slice(0, 64));
const start = performance.now();
await encoder.encode(texts);
console.log(texts.length / ((performance.now() - start) / 1000));
await teacher.dispose();
