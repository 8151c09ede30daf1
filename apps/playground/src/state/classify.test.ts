import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { createEngine } from '../workers/engine.js';
import { createTrainer } from '../workers/train.js';
import { createClassifyState, type Trainer } from './classify.js';
import { directCalls } from './direct-calls.fixture.js';
import { eventually } from './eventually.fixture.js';
import { createModelState } from './model.js';
import { createTableState } from './table.js';

const MESSAGES = readFileSync(new URL('../../../../examples/data/messages.csv', import.meta.url));

async function started() {
  const engine = directCalls(createEngine());
  const model = createModelState(engine);
  const table = createTableState(engine, model);
  const terminate = vi.fn(async () => {});
  const trainers: Trainer[] = [];
  const startTrainer = () => {
    const trainer = { ...directCalls(createTrainer()), terminate };
    trainers.push(trainer);
    return trainer;
  };
  const classify = createClassifyState({ engine, startTrainer }, model, table);
  await model.choose({ kind: 'embedded' });
  await table.read({ file: new Blob([MESSAGES]), name: 'messages.csv' });
  return { table, classify, terminate, trainer: () => trainers[trainers.length - 1] };
}

test('a column of labels is found, trained on, and its confusion opened', async () => {
  const { table, classify, terminate } = await started();
  expect(classify.labelColumn.value).toBe('label');
  classify.maxEpochs.value = 3;
  await classify.train();
  expect(classify.training.status.value.kind).toBe('done');
  expect(classify.curve.value.steps.length).toBeGreaterThan(5);
  classify.text.value = 'my parcel is late';
  await eventually(() => expect(classify.prediction.value?.tokens.length).toBe(4));
  const predicted = ['delivery', 'payment', 'product'][
    classify.result.value?.report.confusion?.[0].findIndex(Boolean) ?? 0
  ];
  await classify.openCell('delivery', predicted);
  expect(classify.cell.value?.texts.length).toBeGreaterThan(0);
  expect((await classify.zip('mine'))?.type).toBe('application/zip');
  table.clear();
  expect(classify.result.value).toBeUndefined();
  expect(terminate).toHaveBeenCalled();
});

test('a run that is cancelled or fails leaves no worker behind', async () => {
  const { table, classify, terminate } = await started();
  const run = classify.train();
  await eventually(() => expect(classify.training.status.value.kind).toBe('running'));
  classify.training.cancel();
  await run;
  expect(classify.training.status.value.kind).toBe('stopped');
  expect(terminate).toHaveBeenCalledTimes(1);
  table.chooseColumn('label');
  await classify.train();
  expect(classify.training.status.value.kind).toBe('failed');
  expect(terminate).toHaveBeenCalledTimes(2);
});

test('stopped before its first step, a run is predicted up; after it, the best state is kept', async () => {
  const { classify } = await started();
  const early = classify.train();
  await classify.stop();
  await early;
  expect(classify.training.status.value.kind).toBe('stopped');
  classify.maxEpochs.value = 1000;
  // The run may be over before the curve is drawn a second time: by this clock each step is.
  let now = 0;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
  const end = classify.curve.subscribe(({ steps }) => {
    if (steps.length > 0) void classify.stop();
  });
  await classify.train();
  end();
  clock.mockRestore();
  expect(classify.result.value?.stopped).toBe(true);
});

test('the column of texts is not that of labels, whatever its name', async () => {
  const { table, classify } = await started();
  await table.read({ file: new Blob([',text,label\n0,a,x\n1,b,x\n2,c,y\n3,d,y\n']), name: 'pandas.csv' });
  classify.labelColumn.value = '';
  expect(classify.labelColumn.value).toBe('');
  classify.labelColumn.value = 'label';
  table.chooseColumn('label');
  expect(classify.labelColumn.value).toBeUndefined();
});

test('a text that cannot be tried says so', async () => {
  const { classify, trainer } = await started();
  classify.maxEpochs.value = 1;
  await classify.train();
  vi.spyOn(trainer(), 'call').mockRejectedValue(new Error('the worker stopped'));
  classify.text.value = 'my parcel';
  await eventually(() => expect(classify.error.value).toBe('the worker stopped'));
  await classify.openCell('delivery', 'delivery');
  expect(classify.cell.value).toBeUndefined();
});

test('rows are labelled by hand', async () => {
  const { classify } = await started();
  classify.labelColumn.value = undefined;
  await eventually(() => expect(classify.texts.value).toHaveLength(42));
  classify.classNames.value = 'odd, even';
  for (let row = 0; row < 8; row++) classify.label(row, row % 2 ? 'odd' : 'even');
  classify.label(7, 'odd');
  expect(classify.handLabels.value.size).toBe(7);
  classify.maxEpochs.value = 1;
  await classify.train();
  expect(classify.result.value?.report.classes.map(({ label }) => label)).toEqual(['even', 'odd']);
});

test('rows of a class that was renamed are not labelled any more', async () => {
  const { classify } = await started();
  classify.labelColumn.value = undefined;
  for (let row = 0; row < 8; row++) classify.label(row, row % 2 ? 'no' : 'yes');
  classify.classNames.value = 'spam, no';
  expect([...classify.handLabels.value.values()]).toEqual(['no', 'no', 'no', 'no']);
  expect(classify.setAside.value).toBe(4);
  classify.classNames.value = 'yes, no';
  expect(classify.handLabels.value.size).toBe(8);
});

test('one class alone is told, not trained', async () => {
  const { classify } = await started();
  classify.labelColumn.value = undefined;
  classify.label(0, 'yes');
  await classify.train();
  expect(classify.training.status.value).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/two classes/),
  });
});
