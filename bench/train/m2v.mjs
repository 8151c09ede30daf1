// One contender of bench/train: node m2v.mjs MODEL TRAIN TEST EPOCHS; prints { fitSeconds, accuracy }.

import { readFileSync } from 'node:fs';
import { StaticModel } from '../../packages/core/dist/index.js';
import { StaticModelForClassification } from '../../packages/train-classifier/dist/index.js';

const [folder, trainFile, testFile, epochs] = process.argv.slice(2);
const rows = (file) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const [train, test] = [rows(trainFile), rows(testFile)];
const classifier = StaticModelForClassification.fromStaticModel(await StaticModel.fromPretrained(folder));
const start = performance.now();
await classifier.fit(
  train.map(({ text }) => text),
  train.map(({ label }) => label),
  { maxEpochs: Number(epochs), earlyStoppingPatience: null },
);
const fitSeconds = (performance.now() - start) / 1000;
const { accuracy } = classifier.evaluate(
  test.map(({ text }) => text),
  test.map(({ label }) => label),
);
console.log(JSON.stringify({ fitSeconds, accuracy }));
