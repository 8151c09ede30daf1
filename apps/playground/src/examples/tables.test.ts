import { SourceError } from '@m2v/core';
import { afterEach, expect, test, vi } from 'vitest';
import { fetched } from './tables.js';

afterEach(() => vi.unstubAllGlobals());
const { signal } = new AbortController();

test('an example is fetched under its name', async () => {
  vi.stubGlobal('fetch', async () => new Response('text\na\n'));
  const source = await fetched('rows.csv', './rows.csv').load(signal);
  expect(source).toMatchObject({ name: 'rows.csv', file: expect.any(Blob) });
});

test('a page that says it is not there is no table', async () => {
  vi.stubGlobal('fetch', async () => new Response('<h1>Not found</h1>', { status: 404 }));
  const refused = fetched('rows.csv', './rows.csv').load(signal);
  await expect(refused).rejects.toThrow('rows.csv: the server answered 404; try again');
  await expect(refused).rejects.toSatisfy(SourceError.is);
});

test('a server that cannot be reached is told in words; what was given up is not', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(fetched('rows.csv', './rows.csv').load(signal)).rejects.toThrow('the server cannot be reached');
  const givenUp = AbortSignal.abort(new Error('enough'));
  await expect(fetched('rows.csv', './rows.csv').load(givenUp)).rejects.toThrow('enough');
});
