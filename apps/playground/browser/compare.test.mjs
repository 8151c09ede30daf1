import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelReady, startSite } from './open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

test('an example is worked out before the model is there', async () => {
  const { page } = await site.open();
  expect(await page.locator('.heat td').allTextContents()).toContain('0.66');
});

test('what is typed is compared, a token brings others together, and the address keeps the texts', async () => {
  const { page, complaints, elsewhere } = await site.open();
  await modelReady(page);
  await page.getByLabel('Text 3', { exact: true }).fill('A cat is asleep on the settee.');
  await page.locator('.compare-text').nth(2).getByRole('button', { name: 'asleep' }).click();
  await page.locator('.compare-text').nth(0).locator('.chip[title^="sleeping: +0."]').waitFor();
  await page.reload();
  expect(await page.getByLabel('Text 3', { exact: true }).inputValue()).toBe('A cat is asleep on the settee.');
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
});
