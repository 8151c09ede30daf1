import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelReady, startSite } from './open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

test('colours that are chosen faster than they are drawn are drawn all the same', async () => {
  const { page, complaints } = await site.open('#/map');
  await modelReady(page);
  await page.getByRole('button', { name: 'Headlines' }).click();
  await page.locator('.legend li').nth(5).waitFor();
  const colors = page.getByLabel('Colours by');
  for (const name of ['k-means clusters', 'section', 'nothing', 'k-means clusters']) await colors.selectOption(name);
  await page.locator('.legend li').nth(9).waitFor();
  expect(complaints).toEqual([]);
});

test('the model’s words are drawn, grouped, pointed at, and chosen by a group and by a lasso', async () => {
  const { page, complaints, elsewhere } = await site.open('#/map');
  await modelReady(page);
  await page.getByRole('button', { name: 'own words' }).click();
  await page.locator('.legend li').nth(9).waitFor({ timeout: 60_000 });
  await page.locator('.legend button').first().click();
  await page.getByText('chosen rows').waitFor();
  const row = page.locator('.map-row').nth(1);
  await row.focus();
  await page.waitForFunction(() => document.querySelector('.map-row[aria-current]') !== null);
  expect(await page.locator('.map-hint').textContent()).toBe(await row.textContent());

  await page.getByRole('button', { name: 'All rows again' }).click();
  await page.getByRole('button', { name: 'Choose a region' }).click();
  const { x, y, width, height } = await page.locator('.scatter canvas').boundingBox();
  const at = (dx, dy) => [x + width * dx, y + height * dy];
  await page.mouse.move(...at(0.35, 0.35));
  await page.mouse.down();
  for (const [dx, dy] of [
    [0.65, 0.35],
    [0.65, 0.65],
    [0.35, 0.65],
    [0.35, 0.36],
  ]) {
    await page.mouse.move(...at(dx, dy), { steps: 8 });
  }
  await page.mouse.up();
  await page.getByText('chosen rows').waitFor();
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
});
