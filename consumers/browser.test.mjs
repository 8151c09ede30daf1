import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StaticModel } from '../packages/core/dist/index.js';
import { startHubServer } from '../packages/fixtures/src/hub-server.ts';
import { fixture } from '../packages/fixtures/src/index.ts';
import { chromiumPath } from '../scripts/chromium.mjs';
import { FORBIDDEN_WORDS } from '../scripts/forbidden-words.mjs';
import { createConsumer, runIn } from './create-consumer.mjs';
import { serveFolder } from './serve-folder.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
let browser;
let wanted;
beforeAll(async () => {
  const node = createConsumer('runtime');
  wanted = JSON.parse(runIn(node, process.execPath, 'main.js'));
  browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
});
afterAll(() => browser?.close());

/** Opens a folder's page and gives its `results`, with what it complained of and whom it asked elsewhere. */
async function open(folder) {
  const { address, close } = await serveFolder(folder);
  const page = await browser.newPage();
  const complaints = [];
  const elsewhere = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) elsewhere.push(request.url());
  });
  try {
    await page.goto(address);
    const results = await page.waitForFunction(() => globalThis.results, undefined, { timeout: 60_000 });
    return { results: await results.jsonValue(), complaints, elsewhere };
  } catch (error) {
    throw new Error(`${error.message}\n${complaints.join('\n')}`);
  } finally {
    await page.close();
    await close();
  }
}

describe.each([
  ['vite', ['vite@8.3.8'], ['npx', 'vite', 'build']],
  ['webpack', ['webpack@5.112.2', 'webpack-cli@7.3.1'], ['npx', 'webpack']],
  ['esbuild', ['esbuild@0.28.2'], [process.execPath, 'build.js']],
])('bundled by %s', (name, tools, build) => {
  let dist;
  beforeAll(() => {
    const project = createConsumer(name, tools);
    runIn(project, ...build);
    dist = join(project, 'dist');
    if (!readdirSync(dist).includes('index.html')) copyFileSync(join(project, 'index.html'), join(dist, 'index.html'));
  });

  test('the page and its worker give the numbers of Node, and ask nobody else', async () => {
    expect(await open(dist)).toEqual({ results: { page: wanted, worker: wanted }, complaints: [], elsewhere: [] });
  });

  test('no module of Node and no CDN is in what was built', () => {
    const scripts = readdirSync(dist, { recursive: true }).filter((file) => /\.m?js$/.test(file));
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(readFileSync(join(dist, script), 'utf8')).not.toMatch(FORBIDDEN_WORDS);
  });
});

describe('a page without a bundler', () => {
  let project;
  beforeAll(() => {
    project = createConsumer('page');
  });

  test('by an import map, gives the numbers of Node', async () => {
    expect(await open(project)).toEqual({ results: { page: wanted }, complaints: [], elsewhere: [] });
  });

  test('loads from the hub, keeps what came, and goes on without the hub', async () => {
    const folder = fixture('models/float32/model');
    const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    const hub = await startHubServer({ files, large: ['model.safetensors'] });
    const { address, close } = await serveFolder(project);
    const page = await browser.newPage();
    const encode = (source) =>
      page.evaluate(
        async ([source, hubUrl]) => {
          const { StaticModel } = globalThis.m2v;
          const warnings = [];
          const onWarning = ({ code }) => warnings.push(code);
          try {
            const model = await StaticModel.fromPretrained(source, { hubUrl, onWarning });
            return { vector: [...model.encode('the black river')], warnings };
          } catch (error) {
            return { code: error.code, message: error.message };
          }
        },
        [source, hub.url],
      );
    try {
      await page.goto(address);
      await page.waitForFunction(() => globalThis.m2v);
      const first = await encode('owner/tiny');
      const model = await StaticModel.fromPretrained(folder);
      expect(first).toEqual({ vector: [...model.encode('the black river')], warnings: [] });
      const before = hub.requests.length;
      expect(await encode('owner/tiny')).toEqual(first);
      expect(hub.requests.slice(before).map(({ url }) => url)).toEqual(['/api/models/owner/tiny/revision/main']);
      hub.failWith(503);
      expect(await encode('owner/tiny')).toEqual({ ...first, warnings: ['hub-unreachable'] });
      hub.failWith(undefined);
      expect(await encode('owner/none')).toMatchObject({
        code: 'not-found',
        message: expect.stringMatching(/owner\/none/),
      });
      expect(await encode('./nowhere')).toMatchObject({ code: 'not-found', message: expect.stringMatching(/nowhere/) });
      expect(await encode('two words')).toMatchObject({ code: 'invalid-argument' });
    } finally {
      await page.close();
      await Promise.all([hub.close(), close()]);
    }
  });

  test('cannot save to a folder, and says what can be done', async () => {
    const { address, close } = await serveFolder(project);
    const page = await browser.newPage();
    try {
      await page.goto(address);
      await page.waitForFunction(() => globalThis.m2v);
      const message = await page.evaluate(async () => {
        const folder = '/node_modules/@m2v/model-potion-base-8m/model';
        const model = await globalThis.m2v.StaticModel.fromPretrained(folder);
        return await model.savePretrained('model').catch((error) => error.message);
      });
      expect(message).toBe('there is no file system here; load from a URL or a hub id');
    } finally {
      await page.close();
      await close();
    }
  });
});
