import { createMatrix } from '@m2v/core';
import { beforeAll, expect, test } from 'vitest';
import { engineWithModel, keepTable } from './fill-engine.fixture.js';
import { categories, projectRows } from './map.js';

const engine = await engineWithModel();
const context = { signal: new AbortController().signal, onProgress: () => {} };
const BAKING = ['bake bread', 'baking rolls', 'a bread oven', 'fresh bread', 'bread dough'];
const TRAINS = ['the train station', 'a train is late', 'train tickets', 'night train', 'railway station'];

beforeAll(async () => {
  await keepTable(engine, { text: [...BAKING, ...TRAINS].join('\n'), name: 'pasted' });
  await engine.call('embed', { column: 'text' });
});

test('rows are points from -1 to 1', async () => {
  const points = await engine.call('project', null);
  expect(points).toHaveLength(20);
  for (const axis of [0, 1]) {
    const values = [...points].filter((_, i) => i % 2 === axis);
    expect(Math.min(...values)).toBe(-1);
    expect(Math.max(...values)).toBeCloseTo(1, 6);
  }
});

test('rows are counted once, though they are read twice', async () => {
  const totals = new Set<number | undefined>();
  let last = 0;
  await engine.call('project', null, {
    onProgress({ done, total }) {
      totals.add(total);
      last = done;
    },
  });
  expect([...totals, last]).toEqual([10, 10]);
});

test('clusters are named after their most telling tokens', async () => {
  const { labels, names } = await engine.call('cluster', { k: 2 });
  expect(new Set(labels.subarray(0, 5)).size).toBe(1);
  expect(new Set(labels.subarray(5)).size).toBe(1);
  expect(names[labels[0]]).toMatch(/bread/);
  expect(names[labels[9]]).toMatch(/train/);
});

test('one row, and rows that are all the same, are a picture too', async () => {
  const { value } = await projectRows({ ...createMatrix(1, 4) }, context);
  expect([...value]).toEqual([0, 0]);
  const same = createMatrix(5, 4);
  same.data.fill(0.5);
  expect([...(await projectRows(same, context)).value]).toEqual(new Array(10).fill(0));
});

test('rows that are all the same are one cluster', async () => {
  const other = await engineWithModel();
  await keepTable(other, { text: 'bread\n'.repeat(50), name: 'pasted' });
  await other.call('embed', { column: 'text' });
  expect((await other.call('cluster', { k: 10 })).names).toEqual(['bread']);
});

test('naming clusters can be given up', async () => {
  const controller = new AbortController();
  const onProgress = ({ stage }: { stage: string }) => stage === 'clusters' && controller.abort(new Error('enough'));
  await expect(engine.call('cluster', { k: 2 }, { signal: controller.signal, onProgress })).rejects.toThrow('enough');
});

test('the rarest values of a column are one category', () => {
  const values = Array.from({ length: 300 }, (_, i) => `v${Math.floor(Math.sqrt(i))}`);
  const { labels, names } = categories(values);
  expect(names).toHaveLength(10);
  expect(names[0]).toBe('v16');
  expect(names[9]).toBe('all others');
  expect(labels[0]).toBe(9);
  expect(categories(['b', 'a', 'b'])).toEqual({ labels: Int32Array.of(0, 1, 0), names: ['b', 'a'] });
});
