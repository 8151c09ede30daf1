import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { M2vError, type ModelSource, memoryStorage, StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = fixture('models/float32/model');
const FILES = ['config.json', 'model.safetensors', 'tokenizer.json'];
const TEXT = 'the black river';
const wanted = (await StaticModel.fromPretrained(folder)).encode(TEXT);

let server: Server;
let address: string;
/** Answers every request with this status, where it is not 0. */
let status = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (status !== 0) return void response.writeHead(status).end('no');
    const [, place, name] = decodeURIComponent(request.url ?? '').split('/');
    if (place !== 'a model' || !FILES.includes(name)) return void response.writeHead(404).end('no');
    response.end(readFileSync(join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  address = `http://127.0.0.1:${port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const fileUrls = (base: string) => Object.fromEntries(FILES.map((name) => [name, `${base}/${name}`]));
const localUrls = Object.fromEntries(FILES.map((name) => [name, pathToFileURL(join(folder, name))]));

describe('the same model comes from', () => {
  test.each<[string, () => ModelSource]>([
    ['a folder’s path', () => folder],
    ['a file: URL', () => pathToFileURL(folder)],
    ['the text of a file: URL', () => `${pathToFileURL(folder)}/`],
    ['an http: URL', () => new URL(`${address}/a%20model`)],
    ['the text of an http: URL, which ends in a slash', () => `${address}/a model/`],
    ['a record of file: URLs', () => localUrls],
    ['a record of http: URLs as text', () => fileUrls(`${address}/a%20model`)],
    ['memory', () => memoryStorage(Object.fromEntries(FILES.map((name) => [name, readFileSync(join(folder, name))])))],
  ])('%s', async (_, source) => {
    const model = await StaticModel.fromPretrained(source());
    expect(model.encode(TEXT)).toEqual(wanted);
  });
});

describe('one line says what is wrong with', () => {
  const { 'tokenizer.json': _, ...withoutTokenizer } = localUrls;
  test.each<[string, () => unknown, string, RegExp]>([
    [
      'no source',
      () => undefined,
      'invalid-argument',
      /^source: not a source of a model, got undefined; allowed: a folder/,
    ],
    ['a number', () => 7, 'invalid-argument', /^source: not a source of a model, got 7/],
    ['an empty name', () => '', 'invalid-argument', /name of the model is empty/],
    ['a name that is no hub id', () => './no/such/folder', 'not-found', /there is no such folder; check the path/],
    ['a file', () => join(folder, 'config.json'), 'not-found', /config\.json/],
    ['a record that lacks a file', () => withoutTokenizer, 'not-found', /tokenizer\.json/],
    ['an empty record', () => ({}), 'not-found', /an empty record of files/],
    ['a record of what is no URL', () => ({ 'config.json': 'config.json' }), 'invalid-argument', /not an absolute URL/],
    [
      'a URL with nothing below it',
      () => `${address}/elsewhere`,
      'not-found',
      /elsewhere: no model there: looked for config\.json/,
    ],
    ['a file: URL of nothing', () => new URL('file:///no/such/folder'), 'not-found', /there is no such folder/],
  ])('%s', async (_, source, code, message) => {
    const error = await failure(source());
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
    expect(error.code).toBe(code);
  });

  test.each([
    [401, 'unauthorized', /the server answers 401 Unauthorized; check that you may read it/],
    [500, 'network', /the server answers 500 Internal Server Error; try again later/],
  ])('a server that answers %i', async (answer, code, message) => {
    status = answer;
    const error = await failure(`${address}/a%20model`);
    status = 0;
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });

  test('a server that is not there', async () => {
    const error = await failure('http://127.0.0.1:9/model');
    expect(error.message).toMatch(/^http:\/\/127\.0\.0\.1:9\/model\/\S+: the server could not be reached/);
    expect(error.code).toBe('network');
  });
});

test('an abort ends a load with its own reason', async () => {
  const reason = new Error('enough');
  await expect(StaticModel.fromPretrained(`${address}/a%20model`, { signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  );
});

/** The error of a source, which from JavaScript may be anything. */
async function failure(source: unknown): Promise<M2vError> {
  const error = await StaticModel.fromPretrained(source as ModelSource).then(
    () => new Error('it was loaded'),
    (error: unknown) => error,
  );
  if (M2vError.is(error)) return error;
  throw error;
}
