import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILL, overflow } from '../fill-views.mjs';
import { modelReady, startSite } from '../open-page.mjs';

// To be looked at; not committed, as `docs/playground/` is.
const folder = fileURLToPath(new URL('../../.reports/pictures/', import.meta.url));
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

let site;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  site = await startSite();
});
afterAll(() => site?.close());

test.each(Object.entries(FILL))('%s, filled, fits each screen, and is pictured', async (view, fill) => {
  const { page, complaints } = await site.open(`#/${view}`, { reducedMotion: 'reduce' });
  await modelReady(page);
  await fill(page);
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      // What is drawn on a canvas follows its frame by a moment.
      await page.waitForTimeout(500);
      expect(await overflow(page), `${size} ${colorScheme}`).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `${folder}${view}-${size}-${colorScheme}.png`, fullPage: true });
    }
  }
  // As for who needs letters of twice the size; from another view and back, so that it is laid out anew.
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await page.getByRole('link', { name: view === 'compare' ? 'Search' : 'Compare', exact: true }).click();
  await page.goBack();
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${folder}${view}-phone-200-percent.png`, fullPage: true });
  expect(await overflow(page), 'at 200 %').toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
});
