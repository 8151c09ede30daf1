import { afterAll, beforeAll, expect, test } from 'vitest';
import { panMap } from '../frame-rate.mjs';
import { chooseRows } from '../many-rows.mjs';
import { modelReady, startSite } from '../open-page.mjs';

const LONG = 600_000;

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

test('100,000 rows are embedded, searched, and drawn', { timeout: LONG }, async () => {
  const { page, complaints } = await site.open('#/search?q=a broken window');
  await modelReady(page);
  await chooseRows(page, 100_000);
  await page.locator('.hits li').nth(19).waitFor({ timeout: LONG });
  await page.getByLabel('Search for').fill('music in the garden');
  await page.locator('mark', { hasText: 'music' }).first().waitFor();
  await page.getByRole('link', { name: 'Map' }).click();
  await page.locator('.legend li').nth(4).waitFor({ timeout: LONG });
  await page.getByLabel('Colours by').selectOption('k-means clusters');
  await page.locator('.legend li').nth(9).waitFor({ timeout: LONG });
  const { framesPerSecond, renderer, moved } = await panMap(page);
  console.log(`100,000 points panned: ${framesPerSecond.toFixed(0)} frames a second (${renderer})`);
  expect(moved).toBe(true);
  // Far below what any renderer does, in software too: it moves.
  expect(framesPerSecond).toBeGreaterThan(1);
  expect(complaints).toEqual([]);
});

test('the embedding of 100,000 rows is given up, and begun again', { timeout: LONG }, async () => {
  const { page, complaints } = await site.open('#/search?q=a broken window');
  await modelReady(page);
  await chooseRows(page, 100_000);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Stopped: embedding').waitFor();
  expect(await page.locator('.hits li').count()).toBe(0);
  await page.getByRole('button', { name: 'Embed these rows' }).click();
  await page.locator('.hits li').nth(19).waitFor({ timeout: LONG });
  expect(complaints).toEqual([]);
});

test('the embedded teacher is distilled whole, and agrees with its student', { timeout: LONG }, async () => {
  const { page, complaints, elsewhere } = await site.open('#/distil');
  await modelReady(page);
  await page.getByRole('button', { name: 'Distil', exact: true }).click();
  await page.getByText('in agreement with its teacher').waitFor({ timeout: LONG });
  await modelReady(page, 'all-MiniLM-L6-v2-static');
  expect(Number(await page.locator('.figure').textContent())).toBeGreaterThan(0.6);
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
});

test('two tabs of one browser work beside each other', { timeout: LONG }, async () => {
  const { page, context, complaints } = await site.open('#/classify', { serviceWorkers: 'allow' });
  const other = await context.newPage();
  await other.goto(`${site.address}#/search`);
  await Promise.all([modelReady(page), modelReady(other)]);
  await page.getByRole('button', { name: 'Train on customers' }).click();
  await other.getByRole('button', { name: 'Headlines' }).click();
  await Promise.all([page.getByText('that it has not seen').waitFor(), other.locator('.hits li').first().waitFor()]);
  expect(complaints).toEqual([]);
});
