import { readFileSync } from 'node:fs';
import { signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import { createEngine } from '../workers/engine.js';
import { directCalls } from './direct-calls.fixture.js';
import { eventually } from './eventually.fixture.js';
import { createMapState } from './map.js';
import { createModelState } from './model.js';
import { createTableState } from './table.js';

const HEADLINES = readFileSync(new URL('../examples/headlines.csv', import.meta.url));

async function started() {
  const engine = directCalls(createEngine());
  const model = createModelState(engine);
  const table = createTableState(engine, model);
  const isShown = signal(false);
  const map = createMapState(engine, table, isShown);
  await model.choose({ kind: 'embedded' });
  await table.read({ file: new Blob([HEADLINES]), name: 'headlines.csv' });
  return { engine, model, table, map, isShown };
}

test('nothing is computed until the view is shown; then rows are points, coloured by the labels', async () => {
  const { map, isShown } = await started();
  expect(map.projecting.status.value.kind).toBe('idle');
  isShown.value = true;
  await eventually(() => expect(map.categories.value?.names).toHaveLength(6));
  expect(map.points.value).toHaveLength(216);
  expect(map.colorBy.value).toEqual({ kind: 'column', column: 'section' });
});

test('a category’s rows are listed, with their texts as they come into sight', async () => {
  const { map, isShown } = await started();
  isShown.value = true;
  await eventually(() => expect(map.categories.value).toBeDefined());
  expect(map.listed.value.count).toBe(108);
  map.selectCategory(0);
  expect(map.listed.value.count).toBe(18);
  map.fetchTexts(0, 3);
  const index = map.listed.value.at(0);
  await eventually(() => expect(map.texts.value.get(index)).toBeTruthy());
  map.hovered.value = index;
  await eventually(() => expect(map.hoveredText.value).toBe(map.texts.value.get(index)));
});

test('coloured by clusters, and by another number of them', async () => {
  const { map, isShown } = await started();
  isShown.value = true;
  await eventually(() => expect(map.points.value).toBeDefined());
  map.colorBy.value = { kind: 'clusters' };
  await eventually(() => expect(map.categories.value?.names).toHaveLength(10));
  map.clusterCount.value = 3;
  await eventually(() => expect(map.categories.value?.names).toHaveLength(3));
});

test('rows that go while they are projected leave no map', async () => {
  const { map, table, isShown } = await started();
  isShown.value = true;
  expect(map.projecting.status.value.kind).toBe('running');
  table.clear();
  expect(map.projecting.status.value.kind).toBe('idle');
  // The engine answers in order, so this comes after the projection would have.
  await table.read({ text: 'one\ntwo', name: 'pasted' });
  await eventually(() => expect(map.points.value).toHaveLength(4));
});

test('a map that was given up can be asked for again', async () => {
  const { map, isShown } = await started();
  isShown.value = true;
  map.projecting.cancel();
  await eventually(() => expect(map.projecting.status.value.kind).toBe('stopped'));
  expect(map.points.value).toBeUndefined();
  await map.project();
  expect(map.points.value).toHaveLength(216);
});

test('so can groups', async () => {
  const { map, isShown } = await started();
  isShown.value = true;
  const end = map.clustering.status.subscribe(({ kind }) => {
    if (kind === 'running') map.clustering.cancel();
  });
  await eventually(() => expect(map.clustering.status.value.kind).toBe('stopped'));
  end();
  expect(map.categories.value).toBeUndefined();
  await map.group();
  expect(map.categories.value?.names).toHaveLength(6);
});

test('rows that go while they are grouped leave no groups', async () => {
  const { map, table, isShown } = await started();
  isShown.value = true;
  const clear = map.clustering.status.subscribe(({ kind }) => {
    if (kind === 'running') table.clear();
  });
  await eventually(() => expect(table.info.value).toBeUndefined());
  clear();
  expect(map.clustering.status.value.kind).toBe('idle');
  expect(map.categories.value).toBeUndefined();
});

test('the colours before stay until the new ones are there, a chosen group goes with them', async () => {
  const { map, isShown } = await started();
  isShown.value = true;
  await eventually(() => expect(map.categories.value).toBeDefined());
  const before = map.categories.value;
  map.selectCategory(0);
  map.colorBy.value = { kind: 'clusters' };
  expect(map.categories.value).toBe(before);
  expect(map.selected.value).toBeUndefined();
  await eventually(() => expect(map.categories.value?.names).toHaveLength(10));
  map.selected.value = [1, 2];
  map.colorBy.value = { kind: 'none' };
  expect(map.categories.value).toBeUndefined();
  expect(map.selected.value).toEqual([1, 2]);
});

test('another model leaves the colours as they were chosen', async () => {
  const { map, model, isShown } = await started();
  isShown.value = true;
  await eventually(() => expect(map.categories.value).toBeDefined());
  map.colorBy.value = { kind: 'none' };
  const { value: points } = map.points;
  await model.choose({ kind: 'embedded' });
  await eventually(() => expect(map.points.value).not.toBe(points));
  await eventually(() => expect(map.points.value).toBeDefined());
  expect(map.colorBy.value).toEqual({ kind: 'none' });
});

test('texts that cannot be fetched say so, and those out of sight are forgotten', async () => {
  const { map, engine, isShown } = await started();
  isShown.value = true;
  await eventually(() => expect(map.points.value).toBeDefined());
  map.fetchTexts(0, 3);
  await eventually(() => expect([...map.texts.value.keys()]).toEqual([0, 1, 2]));
  map.fetchTexts(2, 5);
  await eventually(() => expect([...map.texts.value.keys()]).toEqual([2, 3, 4]));
  vi.spyOn(engine, 'call').mockRejectedValue(new Error('the worker stopped'));
  map.fetchTexts(50, 60);
  await eventually(() => expect(map.error.value).toBe('the worker stopped'));
});

test('other rows are another map', async () => {
  const { map, table, isShown } = await started();
  isShown.value = true;
  await eventually(() => expect(map.categories.value).toBeDefined());
  map.selectCategory(0);
  table.clear();
  expect(map.points.value).toBeUndefined();
  expect(map.selected.value).toBeUndefined();
});
