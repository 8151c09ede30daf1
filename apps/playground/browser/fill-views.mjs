import { fileURLToPath } from 'node:url';

const TINY_TEACHER = fileURLToPath(new URL('../../../packages/fixtures/teachers/tiny-bert', import.meta.url));

/** Brings each view from empty to filled, as a visitor would; the model is there already. */
export const FILL = {
  async compare(page) {
    await page.locator('.compare-text').first().getByRole('button', { name: 'sleeping', exact: true }).click();
    await page.locator('.chip[title^="nap: +0."]').waitFor();
  },
  async search(page) {
    await page.getByRole('button', { name: 'Headlines' }).click();
    await page.locator('.hits li').first().waitFor();
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText(/rows? repeats? an/).waitFor();
  },
  async classify(page) {
    await page.getByRole('button', { name: 'Train on customers' }).click();
    await page.getByText('that it has not seen').waitFor({ timeout: 60_000 });
    await page.locator('.chart canvas').waitFor();
    await page.locator('.confusion button:enabled').first().click();
    await page.locator('.pairs li').first().waitFor();
    await page.getByLabel('A text to classify').fill('my parcel is late');
    await page.locator('.bars .best').waitFor();
  },
  async map(page) {
    await page.getByRole('button', { name: 'Headlines' }).click();
    await page.locator('.legend li').nth(5).waitFor();
    await page.locator('.map-row', { hasText: /\w/ }).first().waitFor();
  },
  async distil(page) {
    await page.locator('section[aria-label=Teacher] input[type=file]').setInputFiles(TINY_TEACHER);
    await page.getByText('the folder tiny-bert').waitFor();
    await page.getByLabel('Words of your own').fill('zorgblatt\nblack river');
    await page.getByRole('button', { name: 'Distil', exact: true }).click();
    await page.getByText('in agreement with its teacher').waitFor({ timeout: 60_000 });
  },
};

/** By how many pixels the page is wider than the screen. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
