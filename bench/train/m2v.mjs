// One contender of bench/train and bench/train-quality: node m2v.mjs MODEL TRAIN TEST OPTIONS
// Prints { fitSeconds, epochs, accuracy, microF1, macroF1 }; OPTIONS is JSON, in m2v's names.

import { readFileSync } from 'node:fs';
import { StaticModel } from '../../packages/core/dist/index.js';
import { StaticModelForClassification } from '../../packages/train-classifier/dist/index.js';

const [folder, trainFile, testFile, options] = process.argv.slice(2);
const rows = (file) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const columns = (file) => [rows(file).map(({ text }) => text), rows(file).map(({ label }) => label)];
const classifier = StaticModelForClassification.fromStaticModel(await StaticModel.fromPretrained(folder));
const [texts, labels] = columns(trainFile);
const start = performance.now();
const { epochs } = await classifier.fit(texts, labels, JSON.parse(options));
const fitSeconds = (performance.now() - start) / 1000;
const { accuracy, micro, macro } = classifier.evaluate(...columns(testFile));
console.log(JSON.stringify({ fitSeconds, epochs, accuracy, microF1: micro.f1, macroF1: macro.f1 }));
