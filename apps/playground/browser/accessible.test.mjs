import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILL, overflow } from './fill-views.mjs';
import { modelReady, startSite } from './open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

test.each(Object.entries(FILL))(
  '%s is accessible, empty and filled, light and dark, to a phone and to the tab key',
  async (view, fill) => {
    const { page } = await site.open(`#/${view}`, { reducedMotion: 'reduce' });
    await modelReady(page);
    await page.locator('.use summary').click();
    await expectAccessible(page);
    await fill(page);
    await expectAccessible(page);
  },
);

test('a menu, labels by hand, and work that runs are accessible as well', async () => {
  const { page } = await site.open('#/classify', { reducedMotion: 'reduce' });
  await modelReady(page);
  await page.getByRole('button', { name: 'Train on customers' }).click();
  await page.getByText('that it has not seen').waitFor();
  await page.getByLabel('Labels in').selectOption('by hand');
  await page.locator('.model summary').click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Distil' }).click();
  await page.getByRole('button', { name: 'Distil', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor();
  expect(await violations(page)).toEqual([]);
});

/** Of the view as it is: no rule is broken, light or dark, and on a phone it fits and is wholly reached by the tab key. */
async function expectAccessible(page) {
  const { width, height } = page.viewportSize();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  // What is drawn on a canvas follows the screen by a moment.
  await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0);
  expect(await unreached(page)).toEqual([]);
  await page.setViewportSize({ width, height });
}

async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** Controls of the view that the tab key passes by. In a long list they are the rows but one, to which arrows lead. */
async function unreached(page) {
  const controls = page.locator(
    ['a', 'button', 'input', 'select', 'textarea', 'summary'].map((name) => `main ${name}:not([tabindex="-1"])`).join(),
  );
  const count = await controls.evaluateAll((all) => {
    const wanted = all.filter((element) => !element.disabled && element.checkVisibility());
    for (const element of wanted) element.addEventListener('focus', () => (element.dataset.reached = 'yes'));
    return wanted.length;
  });
  await page.locator('.nav a').last().focus();
  for (let i = 0; i < count + 10; i++) await page.keyboard.press('Tab');
  return await controls.evaluateAll((all) =>
    all
      .filter((element) => !element.disabled && element.checkVisibility() && element.dataset.reached !== 'yes')
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  );
}

test('arrows lead through a long list, which is one stop of the tab key', async () => {
  const { page } = await site.open('#/map');
  await modelReady(page);
  await page.getByRole('button', { name: 'Headlines' }).click();
  const rows = page.locator('.map-row');
  await rows.filter({ hasText: /\w/ }).first().waitFor();
  expect(await page.locator('.map-row[tabindex="0"]').count()).toBe(1);
  await page.locator('.legend button').last().focus();
  await page.keyboard.press('Tab');
  const place = () => page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset'));
  expect(await place()).toBe('1');
  for (const [key, wanted] of [
    ['ArrowDown', '2'],
    ['End', '108'],
    ['PageUp', '101'],
    ['Home', '1'],
  ]) {
    await page.keyboard.press(key);
    await expect.poll(place).toBe(wanted);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '50 chosen rows' }).waitFor();
  await expect.poll(place).toBe('1');
});
