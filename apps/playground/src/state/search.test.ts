import { expect, test, vi } from 'vitest';
import { duplicatesApi } from '../workers/duplicates.js';
import { createEngine } from '../workers/engine.js';
import { directCalls } from './direct-calls.fixture.js';
import { eventually } from './eventually.fixture.js';
import { createModelState } from './model.js';
import { createSearchState } from './search.js';
import { createTableState } from './table.js';

async function started(query = '') {
  const engine = directCalls(createEngine());
  const model = createModelState(engine);
  const table = createTableState(engine, model);
  const terminate = vi.fn(async () => {});
  const start = () => ({ ...directCalls(duplicatesApi), terminate });
  const search = createSearchState(engine, table, start);
  search.query.value = query;
  await model.choose({ kind: 'embedded' });
  return { model, table, search, terminate };
}
const TEXT = 'How do I reset my password?\nWhere is my parcel?\nHow can I reset my password?';

test('rows are read and embedded, and the query of a link is answered', async () => {
  const { table, search } = await started('package lost');
  await table.read({ text: TEXT, name: 'pasted' });
  expect(table.vectorSet.value).toBeGreaterThan(0);
  await eventually(() => expect(search.result.value?.hits[0].index).toBe(1));
  search.query.value = 'forgotten login';
  await eventually(() => expect(search.result.value?.query).toBe('forgotten login'));
  expect(search.result.value?.hits[0].index).not.toBe(1);
  search.query.value = ' ';
  expect(search.result.value).toBeUndefined();
});

test('a query that is taken back while it is searched for shows nothing', async () => {
  const { table, search } = await started();
  await table.read({ text: TEXT, name: 'pasted' });
  search.query.value = 'parcel';
  search.query.value = '';
  // The engine answers in order, so this one comes after the search's.
  await table.save('npy');
  expect(search.result.value).toBeUndefined();
});

test('near-duplicates are found in a worker of their own, which then ends', async () => {
  const { table, search, terminate } = await started();
  await table.read({ text: TEXT, name: 'pasted' });
  await search.findDuplicates();
  expect(search.duplicates.value).toMatchObject({
    count: 1,
    pairs: [{ text: 'How can I reset my password?', ofText: 'How do I reset my password?' }],
  });
  expect(terminate).toHaveBeenCalledOnce();
});

test('a file that is given up does not take the place of the rows that are shown', async () => {
  const { table, search } = await started('password');
  await table.read({ text: TEXT, name: 'pasted' });
  const run = table.read({ text: 'other rows\nof another table', name: 'other' });
  table.reading.cancel();
  await run;
  expect(table.info.value?.name).toBe('pasted');
  search.query.value = 'reset a password';
  await eventually(() => expect(search.result.value?.query).toBe('reset a password'));
  table.chooseColumn('text');
  await eventually(() => expect(table.embedding.status.value.kind).toBe('done'));
  expect((await table.save('jsonl'))?.size).toBeGreaterThan(3 * 256);
});

test('rows whose embedding was given up are embedded when asked', async () => {
  const { table } = await started();
  const giveUp = table.embedding.status.subscribe(({ kind }) => {
    if (kind === 'running') table.embedding.cancel();
  });
  await table.read({ text: TEXT, name: 'pasted' });
  giveUp();
  expect([table.embedding.status.value.kind, table.vectorSet.value]).toEqual(['stopped', 0]);
  await table.embed();
  expect(table.vectorSet.value).toBeGreaterThan(0);
  expect(table.embeddedIn.value).toBeGreaterThan(0);
});

test('the first line of a CSV is a row where one says so', async () => {
  const { table } = await started();
  await table.read({ file: new Blob(['Where is my parcel?\nI want a refund.\n']), name: 'lines.csv' });
  expect(table.info.value).toMatchObject({ rows: 1, columns: ['Where is my parcel?'], header: true });
  expect(await table.readHeader(false)).toBe(true);
  expect(table.info.value).toMatchObject({ rows: 2, columns: ['column 1'], header: false });
  await table.read({ text: TEXT, name: 'pasted' });
  expect(table.info.value?.header).toBeUndefined();
  expect(await table.readHeader(true)).toBe(false);
});

test('another model embeds the rows anew', async () => {
  const { model, table } = await started();
  await table.read({ text: TEXT, name: 'pasted' });
  const before = table.vectorSet.value;
  await model.choose({ kind: 'embedded' });
  await eventually(() => expect(table.vectorSet.value).toBeGreaterThan(before));
});

test('a table that cannot be read leaves none, and says why', async () => {
  const { table } = await started();
  await table.read({ file: new Blob([]), name: 'rows.csv' });
  expect(table.info.value).toBeUndefined();
  expect(table.reading.status.value).toMatchObject({ kind: 'failed', message: expect.stringMatching(/holds no rows/) });
  await table.read({ text: TEXT, name: 'pasted' });
  table.clear();
  expect(table.info.value).toBeUndefined();
  expect(table.vectorSet.value).toBe(0);
});
