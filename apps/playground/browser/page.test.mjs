import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture } from '../../../packages/fixtures/src/index.ts';
import { FILL } from './fill-views.mjs';
import { modelReady, startSite } from './open-page.mjs';
import { serveHub } from './serve-hub.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

const EMBEDDED = new URL('../../../packages/model-potion-base-8m/model/', import.meta.url);
const menu = (page) => page.locator('.model summary').click();

describe('the model is chosen', () => {
  test('as a folder, and the embedded one again', async () => {
    const { page } = await site.open();
    await modelReady(page);
    await menu(page);
    await page.locator('.model-panel input[webkitdirectory]').setInputFiles(fixture('models/float32/model'));
    await modelReady(page, 'model');
    await page.getByRole('button', { name: 'Embedded' }).click();
    await modelReady(page);
  });

  test('by a hub id: the hub alone is asked', async () => {
    const { page, context, elsewhere } = await site.open();
    await modelReady(page);
    const asked = await serveHub(context, fixture('models/float32/model'));
    await menu(page);
    await page.getByLabel('Hub id of a model').fill('owner/tiny');
    await page.getByRole('button', { name: 'Load' }).click();
    await modelReady(page, 'tiny');
    expect(asked.length).toBeGreaterThan(2);
    expect(elsewhere).toEqual([]);
  });

  test('a model cut in half is told beside it, and the one before stays', async () => {
    const { page } = await site.open();
    await modelReady(page);
    await menu(page);
    const files = ['config.json', 'tokenizer.json', 'model.safetensors'].map((name) => {
      const bytes = readFileSync(new URL(name, EMBEDDED));
      const buffer = name === 'model.safetensors' ? bytes.subarray(0, bytes.length / 2) : bytes;
      return { name, mimeType: 'application/octet-stream', buffer };
    });
    await page.locator('.model-panel input[accept=".zip"]').setInputFiles({ ...files[0], name: 'cut.zip' });
    expect(await page.getByRole('alert').textContent()).toMatch(/cut\.zip: is no zip file/);
    const { zipSync } = await import('../node_modules/fflate/esm/index.mjs');
    const buffer = Buffer.from(zipSync(Object.fromEntries(files.map(({ name, buffer }) => [`cut/${name}`, buffer]))));
    await page
      .locator('.model-panel input[accept=".zip"]')
      .setInputFiles({ name: 'cut.zip', mimeType: 'application/zip', buffer });
    await page
      .getByRole('alert')
      .filter({ hasText: /model\.safetensors/ })
      .waitFor();
    await modelReady(page);
  });
});

test('each view has an address, the back button goes back, and the title follows', async () => {
  const { page } = await site.open('#/search?q=bread');
  await page.getByRole('link', { name: 'Map' }).click();
  expect(page.url()).toMatch(/#\/map$/);
  await page.getByRole('heading', { name: 'The lie of the land' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Find it by what it means' }).waitFor();
  expect(page.url()).toMatch(/#\/search\?q=bread$/);
  expect(await page.title()).toBe('Search · m2v playground');
});

test('offline, after the first visit, the page comes back with its model, and Search and Classify work', async () => {
  const { page, context } = await site.open('', { serviceWorkers: 'allow' });
  await modelReady(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await modelReady(page);
  await page.getByLabel('Text 1', { exact: true }).fill('bread without a network');
  await page.locator('.compare-text').first().getByRole('button', { name: 'bread' }).waitFor();
  for (const view of ['Search', 'Classify']) {
    await page.getByRole('link', { name: view, exact: true }).click();
    await page.reload();
    await modelReady(page);
    await FILL[view.toLowerCase()](page);
  }
});

test('a server that does not send the model is told in words, and the page stands', async () => {
  const { page, context } = await site.open('#/compare');
  await modelReady(page);
  await context.route('**/*.safetensors', (route) => route.fulfill({ status: 503 }));
  await page.reload();
  await page.locator('.model summary', { hasText: 'not loaded' }).waitFor();
  expect(await page.getByRole('alert').textContent()).toMatch(/model-[\w-]+\.safetensors/);
  expect(await page.locator('.heat td').allTextContents()).toContain('0.66');
  await context.unroute('**/*.safetensors');
  await page.getByRole('button', { name: 'Try again' }).click();
  await modelReady(page);
  expect(await page.getByRole('alert').count()).toBe(0);
});
