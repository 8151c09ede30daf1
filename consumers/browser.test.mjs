import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from '../scripts/chromium.mjs';
import { createConsumer, runIn } from './create-consumer.mjs';
import { serveFolder } from './serve-folder.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
// What a bundle for a browser must not hold: modules of Node, and hosts that code or models would come from.
const FORBIDDEN = /["'](?:node:[a-z]|fs|path|worker_threads)["'/]|jsdelivr|unpkg\.com|esm\.sh|cdnjs|skypack/;

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
    for (const script of scripts) expect(readFileSync(join(dist, script), 'utf8')).not.toMatch(FORBIDDEN);
  });
});

test('a page without a bundler, by an import map, gives the numbers of Node', async () => {
  const project = createConsumer('page');
  expect(await open(project)).toEqual({ results: { page: wanted }, complaints: [], elsewhere: [] });
});
