import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelReady, startSite } from './open-page.mjs';

/** A server whose policy allows no code but files: neither WebAssembly nor eval. */
const STRICT = "script-src 'self'; worker-src 'self' blob:";

let site;
beforeAll(async () => {
  site = await startSite({ headers: { 'Content-Security-Policy': STRICT } });
});
afterAll(() => site?.close());

describe('under a policy without wasm-unsafe-eval', () => {
  test('texts are compared', async () => {
    const { page, complaints } = await site.open();
    await modelReady(page);
    await page.getByLabel('Text 3').last().waitFor();
    await page.getByLabel('Text 3', { exact: true }).fill('A kitten naps on the couch.');
    await page.locator('.heat td', { hasText: '1.00' }).nth(4).waitFor();
    expect(complaints).toEqual([]);
  });

  test('rows are searched and repeats found', async () => {
    const { page } = await site.open('#/search');
    await page.getByRole('button', { name: 'Headlines' }).click();
    await page.locator('.hits li').first().waitFor();
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('rows repeat an earlier one').waitFor();
  });

  test('a classifier is trained', async () => {
    const { page } = await site.open('#/classify');
    await modelReady(page);
    await page.getByRole('button', { name: 'Train on customers' }).click();
    await page.getByText('that it has not seen').waitFor({ timeout: 60_000 });
  });

  test('the map says why it is not drawn, and the distillation why it does not start', async () => {
    const { page } = await site.open('#/map');
    expect(await page.getByRole('alert').textContent()).toMatch(/content security policy .* forbids/);
    await page.getByRole('link', { name: 'Distil' }).click();
    await page.getByRole('button', { name: 'Distil', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toMatch(/WebAssembly.*must allow wasm-unsafe-eval/);
  });
});

test('the page’s own policy holds in its workers: nobody else can be asked', async () => {
  const plain = await startSite();
  try {
    const { page, elsewhere } = await plain.open();
    await modelReady(page);
    const reach = () =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      );
    expect(await page.evaluate(reach)).toBe('refused');
    expect(await Promise.all(page.workers().map((worker) => worker.evaluate(reach)))).toEqual(['refused']);
    // Refused by the policy, before anything was sent.
    expect(elsewhere).toEqual([]);
  } finally {
    await plain.close();
  }
});
