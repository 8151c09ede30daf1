import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelReady, startSite } from './open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

/** Each view, empty and with something in it. */
const STATES = {
  compare: async (page) => {
    await page.locator('.compare-text').first().getByRole('button', { name: 'cat', exact: true }).click();
    await page.locator('.model summary').click();
  },
  search: async (page) => {
    await page.getByRole('button', { name: 'Headlines' }).click();
    await page.locator('.hits li').first().waitFor();
  },
  classify: async (page) => {
    await page.getByRole('button', { name: 'Train on customers' }).click();
    await page.getByText('that it has not seen').waitFor();
    await page.locator('.confusion button:enabled').first().click();
    await page.getByLabel('A text to classify').fill('my parcel is late');
    await page.locator('.bars .best').waitFor();
    await page.getByLabel('Labels in').selectOption('by hand');
  },
  map: async (page) => {
    await page.getByRole('button', { name: 'Headlines' }).click();
    await page.locator('.legend li').first().waitFor();
  },
  distil: async (page) => {
    await page.getByRole('button', { name: 'Distil', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
  },
};

async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

describe.each(['light', 'dark'])('in %s', (colorScheme) => {
  test.each(Object.entries(STATES))('%s has no violation, empty or filled', async (view, fill) => {
    const { page } = await site.open(`#/${view}`, { colorScheme, reducedMotion: 'reduce' });
    await modelReady(page);
    await page.locator('.use summary').click();
    expect(await violations(page)).toEqual([]);
    await fill(page);
    expect(await violations(page)).toEqual([]);
  });
});

test.each(Object.keys(STATES))('%s fits a phone, and is wholly reached by the tab key', async (view) => {
  const { page } = await site.open(`#/${view}`, { viewport: { width: 390, height: 844 } });
  await modelReady(page);
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(screen);
  const wanted = await page.evaluate(
    () =>
      [
        ...document.querySelectorAll('main a, main button, main input, main select, main textarea, main summary'),
      ].filter((element) => !element.disabled && element.checkVisibility()).length,
  );
  const reached = new Set();
  await page.locator('.nav a').last().focus();
  for (let i = 0; i < wanted + 10; i++) {
    await page.keyboard.press('Tab');
    const id = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement?.closest('main') === null || activeElement === null) return undefined;
      activeElement.dataset.reached ??= String(performance.now() + Math.random());
      return activeElement.dataset.reached;
    });
    if (id !== undefined) reached.add(id);
  }
  expect(reached.size).toBeGreaterThanOrEqual(wanted);
});
