import { readFileSync } from 'node:fs';
import { signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
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
  return { table, map, isShown };
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
  map.show(0, 3);
  const index = map.listed.value.at(0);
  await eventually(() => expect(map.texts.value.get(index)).toBeTruthy());
  map.pointed.value = index;
  await eventually(() => expect(map.pointedText.value).toBe(map.texts.value.get(index)));
});

test('coloured by clusters, and by another number of them', async () => {
  const { map, isShown } = await started();
  isShown.value = true;
  await eventually(() => expect(map.points.value).toBeDefined());
  map.colorBy.value = { kind: 'clusters' };
  await eventually(() => expect(map.categories.value?.names).toHaveLength(10));
  map.clusters.value = 3;
  await eventually(() => expect(map.categories.value?.names).toHaveLength(3));
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
