import { fixture } from '@m2v/fixtures';
import { expect, test, vi } from 'vitest';
import { createEngine } from '../workers/engine.js';
import { filesOf } from '../workers/files-of.fixture.js';
import { directCalls } from './direct-calls.fixture.js';
import type { EngineCalls } from './engine-calls.js';
import { eventually } from './eventually.fixture.js';
import { createModelState, type ModelState } from './model.js';
import { createTableState } from './table.js';

/** An engine whose answers to one function are given up just before they reach the page. */
function givingUp(name: string, giveUp: () => void): EngineCalls {
  const engine = directCalls(createEngine());
  return {
    async call(called, input, options) {
      const answer = await engine.call(called, input);
      if (called === name) giveUp();
      options?.signal?.throwIfAborted();
      return answer;
    },
  };
}

test('a model that is given up as its answer comes is in use neither here nor in the worker', async () => {
  let loads = 0;
  const engine = givingUp('load', () => {
    if (++loads === 2) model.loading.cancel();
  });
  const model: ModelState = createModelState(engine);
  expect(await model.choose({ kind: 'embedded' })).toBe(true);
  const tokens = async () => (await engine.call('compare', { texts: ['a kitten naps'] })).texts;
  const before = await tokens();
  expect(await model.choose({ kind: 'files', name: 'other', files: filesOf(fixture('models/float32/model')) })).toBe(
    false,
  );
  expect(loads).toBe(2);
  expect(model.info.value?.tokens).toBeGreaterThan(1000);
  expect(await tokens()).toEqual(before);
});

test('so is a table', async () => {
  let reads = 0;
  const engine = givingUp('readTable', () => {
    if (++reads === 2) table.reading.cancel();
  });
  const table = createTableState(engine, createModelState(engine));
  expect(await table.read({ text: 'one', name: 'first' })).toBe(true);
  expect(await table.read({ text: 'two', name: 'second' })).toBe(false);
  expect(table.info.value?.name).toBe('first');
  expect(await engine.call('firstTexts', { column: 'text', count: 1 })).toEqual(['one']);
});

test('rows are embedded once a cause: for another model, for another column', async () => {
  const engine = directCalls(createEngine());
  const calls = vi.spyOn(engine, 'call');
  const embedded = () => calls.mock.calls.filter(([name]) => name === 'embed').length;
  const model = createModelState(engine);
  const table = createTableState(engine, model);
  await model.choose({ kind: 'embedded' });
  await table.read({ file: new Blob(['a,b\nfirst text,x\nsecond text,y\n']), name: 'rows.csv' });
  expect(embedded()).toBe(1);
  await model.choose({ kind: 'embedded' });
  await eventually(() => expect(table.embedding.status.value.kind).toBe('done'));
  expect(embedded()).toBe(2);
  table.chooseColumn('b');
  await eventually(() => expect(table.embedding.status.value.kind).toBe('done'));
  expect(embedded()).toBe(3);
});
