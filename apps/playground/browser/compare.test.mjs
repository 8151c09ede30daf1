import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelReady, startSite } from './open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

/** A page whose model does not come until it is let go. */
async function openWaiting(hash) {
  let letGo;
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  const hold = async (route) => {
    await held;
    await route.continue();
  };
  const { page } = await site.open(hash, { prepare: (context) => context.route('**/*.safetensors', hold) });
  return { page, letGo };
}

test('an example is worked out before the model is there', async () => {
  const { page, letGo } = await openWaiting('');
  await page.locator('.model summary', { hasText: 'loading…' }).waitFor();
  expect(await page.locator('.heat td').allTextContents()).toContain('0.66');
  letGo();
  await modelReady(page);
  expect(await page.locator('.heat td').allTextContents()).toContain('0.66');
});

test('a link’s texts wait for the model: the example is not shown as theirs', async () => {
  const { page, letGo } = await openWaiting('#/compare?text=my+parcel+is+late&text=hello');
  await page.getByText('Waiting for the model').waitFor();
  expect(await page.locator('.heat').count()).toBe(0);
  letGo();
  await page.locator('.compare-text').first().getByRole('button', { name: 'parcel' }).waitFor();
  // Two texts, and a row and a column of numbers.
  expect(await page.locator('.heat td').count()).toBe(5);
});

test('the focus goes to the text that is added, and to the next where one is removed', async () => {
  const { page } = await site.open();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.getByRole('button', { name: 'Add a text' }).click();
  expect(await focused()).toBe('Text 4');
  await page.getByRole('button', { name: 'Remove text 1' }).click();
  expect(await focused()).toBe('Text 1');
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
