import { afterAll, beforeAll, expect, test } from 'vitest';
import { StaticModelPipeline } from '../../../packages/pipeline/dist/index.js';
import { modelReady, startSite } from './open-page.mjs';
import { zipStorage } from './zip-storage.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

test('a classifier is trained, tried, and predicts the same in Node', async () => {
  const { page, complaints, elsewhere } = await site.open('#/classify');
  await modelReady(page);
  await page.getByRole('button', { name: 'Train on customers' }).click();
  await page.getByText('that it has not seen').waitFor();
  await page.locator('.chart canvas').waitFor();
  await page.locator('.confusion button:enabled').first().click();
  await page.locator('.pairs li').first().waitFor();
  const text = 'I want my money back';
  await page.getByLabel('A text to classify').fill(text);
  const best = page.locator('.bars .best');
  await best.waitFor();
  const shown = await page
    .locator('.bars [role=meter]')
    .evaluateAll((meters) => meters.map(({ ariaValueNow }) => Number(ariaValueNow)));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the classifier' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('customers-classifier.zip');
  const pipeline = await StaticModelPipeline.fromPretrained(await zipStorage(download));
  expect(await best.textContent()).toContain(pipeline.predict(text));
  pipeline.predictProba(text).forEach((probability, i) => {
    expect(shown[i]).toBeCloseTo(probability, 5);
  });
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
});

test('a run is stopped, and the best state so far kept', async () => {
  const { page } = await site.open('#/classify');
  await modelReady(page);
  // Labels without a reason: there is always more to learn by heart.
  const rows = Array.from({ length: 3000 }, (_, i) => `"row ${i} of ${(i * 7919) % 1013} words",${(i * 31) % 3}`);
  const buffer = Buffer.from(`text,label\n${rows.join('\n')}\n`);
  await page.locator('main input[type=file]').setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.locator('.chart canvas').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('stopped by hand').waitFor();
});
