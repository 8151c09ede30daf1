import { readFileSync } from 'node:fs';
import { memoryStorage } from '@m2v/core';
import { StaticModelPipeline } from '@m2v/pipeline';
import { StaticModelForClassification } from '@m2v/train-classifier';
import { expect, test, vi } from 'vitest';
import { directCalls } from '../state/direct-calls.fixture.js';
import { createEngine } from './engine.js';
import { keepTable } from './fill-engine.fixture.js';
import { createTrainer, type TrainSettings } from './train.js';
import { unzipFolder } from './zip-folder.js';

const MESSAGES = readFileSync(new URL('../../../../examples/data/messages.csv', import.meta.url));
const SETTINGS: TrainSettings = { maxEpochs: 3, batchSize: 8, testShare: 0.25 };
const source = { kind: 'embedded' } as const;

async function labelled(): Promise<Uint8Array> {
  const engine = directCalls(createEngine());
  await keepTable(engine, { file: new Blob([MESSAGES]), name: 'messages.csv' });
  return (await engine.call('labelled', { textColumn: 'text', labels: 'label' })).bytes;
}

test('a classifier is trained, judged by rows it has not seen, explained, and taken away as a zip', async () => {
  const trainer = directCalls(createTrainer());
  const stages = new Set<string>();
  const result = await trainer.call(
    'fit',
    { source, bytes: await labelled(), settings: SETTINGS },
    { onProgress: ({ stage }) => stages.add(stage) },
  );
  expect(stages).toContain('train');
  expect(result).toMatchObject({ trainRows: 32, testRows: 10, stopped: false });
  expect(result.report.classes.map(({ label }) => label)).toEqual(['delivery', 'payment', 'product']);

  const behind = await Promise.all(
    ['delivery', 'payment', 'product'].map((predicted) => trainer.call('rowsBehind', { actual: 'payment', predicted })),
  );
  expect(behind.map((texts) => texts.length)).toEqual(result.report.confusion?.[1]);

  const text = 'I want my money back';
  const tried = await trainer.call('tryText', { text });
  expect(tried.tokens.map(({ token }) => token)).toEqual(['i', 'want', 'my', 'money', 'back']);
  const zip = await trainer.call('zip', { name: 'mine' });
  const files = await unzipFolder(new Uint8Array(await zip.arrayBuffer()), 'mine.zip');
  const again = await StaticModelPipeline.fromPretrained(memoryStorage(files));
  expect(again.classes).toEqual(tried.classes);
  again.predictProba(text).forEach((probability, i) => {
    expect(tried.probabilities[i]).toBeCloseTo(probability, 6);
  });
});

test('a run that is stopped leaves the best state so far', async () => {
  const trainer = directCalls(createTrainer());
  const result = await trainer.call(
    'fit',
    { source, bytes: await labelled(), settings: { ...SETTINGS, maxEpochs: null } },
    {
      onProgress({ stage, done }) {
        if (stage === 'train' && done === 6) void trainer.call('stop', null);
      },
    },
  );
  expect(result.stopped).toBe(true);
  expect(result.steps).toBeLessThan(20);
  expect((await trainer.call('tryText', { text: 'parcel' })).classes).toHaveLength(3);
});

test('classes of one row or two are trained on as well as may be', async () => {
  const texts = Array.from({ length: 20 }, (_, i) => `text number ${i}`);
  const bytes = new TextEncoder().encode(JSON.stringify({ texts, labels: texts.map((_, i) => `class ${i}`) }));
  const result = await directCalls(createTrainer()).call('fit', { source, bytes, settings: SETTINGS });
  expect(result).toMatchObject({ trainRows: 15, testRows: 5 });
});

test('what is judged by is kept from choosing the best state', async () => {
  const fit = vi.spyOn(StaticModelForClassification.prototype, 'fit');
  await directCalls(createTrainer()).call('fit', { source, bytes: await labelled(), settings: SETTINGS });
  const [texts, labels, options] = fit.mock.calls[0];
  fit.mockRestore();
  expect([texts, labels].map((rows) => Array.from(rows as string[]).length)).toEqual([32, 32]);
  expect(options?.validationTexts).toBeUndefined();
});

test('labels that are lists are refused in words', async () => {
  const engine = directCalls(createEngine());
  const rows = ['{"text":"a","label":["x"]}', '{"text":"b","label":["y","z"]}'].join('\n');
  await keepTable(engine, { file: new Blob([rows]), name: 'rows.jsonl' });
  await expect(engine.call('labelled', { textColumn: 'text', labels: 'label' })).rejects.toThrow(
    'rows.jsonl, column label: holds lists or objects; give each row one label',
  );
});

test('a run that is cancelled gives nothing', async () => {
  const trainer = directCalls(createTrainer());
  const controller = new AbortController();
  const run = trainer.call(
    'fit',
    { source, bytes: await labelled(), settings: SETTINGS },
    { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) },
  );
  await expect(run).rejects.toThrow('enough');
  await expect(trainer.call('zip', { name: 'mine' })).rejects.toThrow('no classifier yet');
});

test('labels by hand are of the rows that were labelled, and of two classes at least', async () => {
  const engine = directCalls(createEngine());
  await keepTable(engine, { text: 'a\nb\nc', name: 'pasted' });
  const labels: [number, string][] = [
    [2, 'x'],
    [0, 'y'],
  ];
  expect(await engine.call('labelled', { textColumn: 'text', labels })).toMatchObject({ rows: 2 });
  await expect(engine.call('labelled', { textColumn: 'text', labels: labels.slice(1) })).rejects.toThrow(
    'fewer than two classes; label rows of both kinds',
  );
});

test('a column without two classes says so, by its name', async () => {
  const engine = directCalls(createEngine());
  const file = new Blob(['{"text":"a","kind":null}\n{"text":"b","kind":"x"}\n{"text":"c"}\n']);
  await keepTable(engine, { file, name: 'rows.jsonl' });
  const ask = (labels: string) => engine.call('labelled', { textColumn: 'text', labels });
  await expect(ask('kind')).rejects.toThrow('rows.jsonl, column kind: holds one class alone; choose a column with two');
});
