import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILL } from '../fill-views.mjs';
import { modelReady, startSite } from '../open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite({ softwareGpu: true });
});
afterAll(() => site?.close());

test('a graphics card in software, which takes minutes, is left alone', async () => {
  const { page, complaints } = await site.open('#/distil');
  expect(await page.evaluate(async () => (await navigator.gpu.requestAdapter()) !== null)).toBe(true);
  await modelReady(page);
  await FILL.distil(page);
  await page.locator('section[aria-label=Result]').getByText('the processor').waitFor();
  expect(complaints).toEqual([]);
});
