import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { M2vError, type Progress, StaticModel } from '@m2v/core';
import { fetchFromHub } from '@m2v/core/kit';
import { fixture } from '@m2v/fixtures';
import {
  COMMIT,
  etagOf,
  type HubServer,
  type HubServerOptions,
  sha256Of,
  startHubServer,
} from '@m2v/fixtures/hub-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const ID = 'owner/tiny';
const LATER = 'f'.repeat(40);
const folder = fixture('models/float32/model');
const files = new Map(readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
const weights = files.get('model.safetensors') ?? new Uint8Array();

let cacheDir: string;
let server: HubServer | undefined;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'm2v-hub-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
  rmSync(cacheDir, { recursive: true, force: true });
});

describe('a model by its hub id', () => {
  test('is the model of the folder, and lies in the cache in Python’s layout', async () => {
    const { options } = await start({ large: ['model.safetensors'] });
    const reports: Progress[] = [];
    const model = await StaticModel.fromPretrained(ID, { ...options, onProgress: (report) => reports.push(report) });
    expect(model.encode('the black river')).toEqual(
      (await StaticModel.fromPretrained(folder)).encode('the black river'),
    );

    const cache = join(cacheDir, 'models--owner--tiny');
    expect(readFileSync(join(cache, 'refs/main'), 'utf8')).toBe(COMMIT);
    const small = files.get('config.json') ?? new Uint8Array();
    expect(readlinkSync(join(cache, 'snapshots', COMMIT, 'config.json'))).toBe(`../../blobs/${etagOf(small)}`);
    expect(readFileSync(join(cache, 'blobs', sha256Of(weights))).equals(weights)).toBe(true);
    const { done, total } = reports.at(-1) ?? {};
    expect(done).toBe(total);
    expect(done).toBeGreaterThan(weights.length);
  });

  test('is fetched once, and only the files that are needed', async () => {
    const { options, hub } = await start();
    await StaticModel.fromPretrained(ID, options);
    const paths = hub.requests.map(({ url }) => url.split('/').at(-1));
    expect(paths).not.toContain('modules.json');
    const before = hub.requests.length;
    await StaticModel.fromPretrained(ID, options);
    expect(hub.requests.slice(before).map(({ url }) => url)).toEqual([`/api/models/${ID}/revision/main`]);
  });

  test('is loaded from the cache when the hub is down, with a warning, and when it is forbidden', async () => {
    const { options, hub } = await start();
    await StaticModel.fromPretrained(ID, options);
    hub.failWith(503);
    const warnings: string[] = [];
    await StaticModel.fromPretrained(ID, { ...options, onWarning: ({ code }) => warnings.push(code) });
    expect(warnings).toEqual(['hub-unreachable']);
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    const before = hub.requests.length;
    await StaticModel.fromPretrained(ID, options);
    expect(hub.requests).toHaveLength(before);
  });

  test('takes hub, cache and token from the environment; the token goes to the hub alone', async () => {
    const { hub } = await start({ token: 'secret', large: ['model.safetensors'] });
    vi.stubEnv('HF_ENDPOINT', hub.url);
    vi.stubEnv('HF_HUB_CACHE', cacheDir);
    vi.stubEnv('HF_TOKEN', 'secret');
    await StaticModel.fromPretrained(ID);
    const elsewhere = hub.requests.filter(({ url }) => !url.includes(ID));
    expect(elsewhere).toHaveLength(1);
    expect(elsewhere[0].authorization).toBeUndefined();
  });
});

describe('what goes wrong is one line, and leaves nothing half-written', () => {
  test.each<[string, string, Omit<HubServerOptions, 'files'>, string, RegExp]>([
    ['no such repository', 'owner/other', {}, 'not-found', /no such model \(404\); check the name/],
    ['a private one', ID, { token: 'secret' }, 'unauthorized', /401.*HF_TOKEN/],
    ['a cut connection', ID, { faults: new Map([['model.safetensors', 'cut']]) }, 'incomplete', /broke off.*try again/],
    ['a wrong length', ID, { faults: new Map([['model.safetensors', 'wrong-size']]) }, 'incomplete', /try again/],
    ['no ETag', ID, { faults: new Map([['config.json', 'no-etag']]) }, 'network', /no usable ETag.*HF_ENDPOINT/],
  ])('%s', async (_, id, serverOptions, code, message) => {
    const { options } = await start(serverOptions);
    const error = await StaticModel.fromPretrained(id, { ...options, token: false }).catch((caught: unknown) => caught);
    if (!M2vError.is(error)) throw error;
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
    expect(error.code).toBe(code);
    const left = readdirSync(cacheDir, { recursive: true, encoding: 'utf8' });
    expect(left.filter((path) => path.endsWith('.tmp') || path.includes(sha256Of(weights)))).toEqual([]);
    expect(left.some((path) => path.endsWith('model.safetensors'))).toBe(false);
  });

  test('no hub at all', async () => {
    const { options } = await start();
    await server?.close();
    server = undefined;
    await expect(StaticModel.fromPretrained(ID, options)).rejects.toMatchObject({ code: 'network' });
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  test('a revision that is not there, and a new commit that cannot be had hides nothing', async () => {
    const { options, hub } = await start();
    await expect(StaticModel.fromPretrained(ID, { ...options, revision: 'v9' })).rejects.toThrow(/no revision "v9"/);
    await StaticModel.fromPretrained(ID, options);
    hub.options.commit = LATER;
    hub.options.files = new Map([...files, ['config.json', new TextEncoder().encode('{"normalize": false}')]]);
    hub.options.faults = new Map([['config.json', 'cut']]);
    await expect(StaticModel.fromPretrained(ID, options)).rejects.toMatchObject({ code: 'incomplete' });
    expect(readFileSync(join(cacheDir, 'models--owner--tiny/refs/main'), 'utf8')).toBe(COMMIT);
  });
});

test('fetchFromHub gives a folder; optional files may be missing, required ones may not', async () => {
  const { options } = await start();
  const snapshot = await fetchFromHub(ID, { required: ['config.json'], optional: ['onnx/model.onnx'] }, options);
  expect(readdirSync(snapshot)).toEqual(['config.json']);
  await expect(fetchFromHub(ID, { required: ['onnx/model.onnx'] }, options)).rejects.toThrow(/no onnx\/model\.onnx/);
});

async function start(serverOptions: Omit<HubServerOptions, 'files'> = {}) {
  const hub = await startHubServer({ files, ...serverOptions });
  server = hub;
  return { hub, options: { hubUrl: hub.url, cacheDir } };
}
