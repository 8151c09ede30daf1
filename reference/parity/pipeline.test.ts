import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { StaticModel } from '@m2v/core';
import { StaticModelPipeline } from '@m2v/pipeline';
import { StaticModelForClassification } from '@m2v/train-classifier';
import { afterAll, describe, expect, test } from 'vitest';
import { largestDifference } from './close.js';
import { hardTexts, material } from './material.js';
import { startOracle } from './oracle.js';

const oracle = startOracle();
afterAll(oracle.close);

interface Row {
  text: string;
  label: string | string[];
}

function rows(name: string, count: number): Row[] {
  const lines = gunzipSync(readFileSync(material(`data/${name}.jsonl.gz`)))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return lines.slice(0, count).map((line) => JSON.parse(line) as Row);
}

const folder = material('models/potion-base-8M');
const PROBABILITIES = 1e-5;

describe.each([
  ['one label a text', '20newsgroups-train'],
  ['several labels a text', 'reuters-multilabel-train'],
])('a pipeline of %s', (_, name) => {
  const train = rows(name, 400);
  const texts = [...train.slice(0, 200).map(({ text }) => text), ...hardTexts()];
  const labels = train.map(({ label }) => label) as string[] | string[][];

  test('that m2v trains, the reference reads', async () => {
    const classifier = StaticModelForClassification.fromStaticModel(await StaticModel.fromPretrained(folder));
    await classifier.fit(
      train.map(({ text }) => text),
      labels,
      { maxEpochs: 2, earlyStoppingPatience: null },
    );
    const saved = oracle.folder(`ours-${name}`);
    await classifier.toPipeline().savePretrained(saved);
    const theirs = await oracle.askMatrix('probabilities', { pipeline: saved, texts });
    expect(largestDifference(classifier.toPipeline().predictProba(texts), theirs)).toBeLessThanOrEqual(PROBABILITIES);
  });

  test('that the reference trains, m2v reads', async () => {
    const saved = oracle.folder(`theirs-${name}`);
    const classes = await oracle.ask('train', {
      model: folder,
      texts: train.map(({ text }) => text),
      labels,
      folder: saved,
    });
    const pipeline = await StaticModelPipeline.fromPretrained(saved);
    expect(pipeline.classes).toEqual(classes);
    const theirs = await oracle.askMatrix('probabilities', { pipeline: saved, texts });
    expect(largestDifference(pipeline.predictProba(texts), theirs)).toBeLessThanOrEqual(PROBABILITIES);
  });
});
