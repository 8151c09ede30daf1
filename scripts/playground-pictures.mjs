// The pictures of the playground in docs/playground/, each view wide and on a phone: node scripts/playground-pictures.mjs

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FILL } from '../apps/playground/browser/fill-views.mjs';
import { modelReady, startSite } from '../apps/playground/browser/open-page.mjs';

const folder = fileURLToPath(new URL('../docs/playground/', import.meta.url));
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** What is done in each view before its picture is taken: as tests do, save where more can be shown. */
const VIEWS = {
  ...FILL,
  async classify(page) {
    await FILL.classify(page);
    await page.evaluate(() => scrollTo(0, 240));
  },
  async map(page) {
    await page.getByRole('button', { name: 'own words' }).click();
    await page.locator('.legend li').nth(9).waitFor({ timeout: 60_000 });
    await page.evaluate(() => scrollTo(0, 240));
    await page.waitForTimeout(1000);
  },
  async distil(page) {
    await page.getByLabel('Words of your own').fill('kubernetes\nnew york\npull request');
    await page.getByRole('button', { name: 'Distil', exact: true }).click();
    await page.getByText('The teacher reads its vocabulary').waitFor({ timeout: 60_000 });
    await page.waitForTimeout(4000);
  },
};

mkdirSync(folder, { recursive: true });
const site = await startSite();
try {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const [view, prepare] of Object.entries(VIEWS)) {
      const { page, context } = await site.open(`#/${view}`, { viewport, reducedMotion: 'reduce' });
      await modelReady(page);
      await prepare(page);
      await page.evaluate(() => document.activeElement?.blur());
      await page.screenshot({ path: `${folder}${view}-${size}.png` });
      await context.close();
    }
  }
} finally {
  await site.close();
}
