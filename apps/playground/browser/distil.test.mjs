import { afterAll, beforeAll, expect, test } from 'vitest';
import { StaticModel } from '../../../packages/core/dist/index.js';
import { distill } from '../../../packages/distill/dist/index.js';
import { fixture } from '../../../packages/fixtures/src/index.ts';
import { FILL } from './fill-views.mjs';
import { modelReady, startSite } from './open-page.mjs';
import { serveHub } from './serve-hub.mjs';
import { zipStorage } from './zip-storage.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

const TEACHER = fixture('teachers/tiny-bert');
const folder = (page) => page.locator('section[aria-label=Teacher] input[type=file]');

/** The model in a zip that was saved. */
async function studentOf(download) {
  return await StaticModel.fromPretrained(await zipStorage(download));
}

test('a dropped teacher is distilled, its student the model of all views, and the same in Node', async () => {
  const { page, complaints, elsewhere } = await site.open('#/distil');
  await modelReady(page);
  await folder(page).setInputFiles(TEACHER);
  await page.getByText('the folder tiny-bert').waitFor();
  await page.getByLabel('Words of your own').fill('zorgblatt\nblack river');
  await page.getByRole('button', { name: 'Distil', exact: true }).click();
  await page.getByText('in agreement with its teacher').waitFor({ timeout: 60_000 });
  await modelReady(page, 'tiny-bert-static');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the model' }).click(),
  ]);
  const student = await studentOf(download);
  expect(student.tokens).toEqual(expect.arrayContaining(['zorgblatt', 'black river']));
  const vocabulary = ['zorgblatt', 'black river'];
  const ours = await distill(TEACHER, { vocabulary, endToken: false, onWarning: () => {} });
  const text = 'The black river plays music, zorgblatt!';
  student.encode(text).forEach((value, j) => {
    expect(value).toBeCloseTo(ours.encode(text)[j], 3);
  });

  await page.getByRole('link', { name: 'Use it in Compare' }).click();
  await page.getByLabel('Text 1', { exact: true }).fill('the black river');
  await page.locator('.compare-text').first().getByRole('button', { name: 'black river' }).waitFor();
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
});

test('a teacher by its hub id is fetched from the hub alone, and distilled', async () => {
  const { page, context, complaints, elsewhere } = await site.open('#/distil');
  await modelReady(page);
  const asked = await serveHub(context, TEACHER);
  await page.getByLabel('Hub id of a teacher').fill('owner/tiny-bert');
  await page.getByRole('button', { name: 'Load' }).click();
  await page.getByRole('button', { name: 'Distil', exact: true }).click();
  await page.getByText('in agreement with its teacher').waitFor({ timeout: 60_000 });
  await modelReady(page, 'tiny-bert-static');
  expect(asked.some((path) => path.endsWith('/onnx/model.onnx'))).toBe(true);
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
});

test('the first tokens of the embedded teacher make a small student, by one click', { timeout: 180_000 }, async () => {
  const { page, complaints } = await site.open('#/distil');
  await modelReady(page);
  await page.getByRole('button', { name: 'A small one, in less than a minute' }).click();
  await page.locator('.nav a', { hasText: 'at work' }).waitFor();
  await page.getByText('in agreement with its teacher').waitFor({ timeout: 150_000 });
  // The first 10,000, and those that a tokenizer adds whatever is left out.
  expect(
    await page
      .locator('section[aria-label=Result]')
      .getByText(/10,0\d\d tokens × 256 dims/)
      .count(),
  ).toBe(1);
  expect(complaints).toEqual([]);
});

test('what is saved is the student, whatever model the page has taken since', async () => {
  const { page } = await site.open('#/distil');
  await modelReady(page);
  await FILL.distil(page);
  await modelReady(page, 'tiny-bert-static');
  const tokens = Number(/(\d+) tokens/.exec(await page.getByText('tokens × 32 dims').first().textContent())[1]);
  await page.locator('.model summary').click();
  await page.locator('.model-panel').getByRole('button', { name: 'Embedded' }).click();
  await modelReady(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the model' }).click(),
  ]);
  expect((await studentOf(download)).tokens).toHaveLength(tokens);
});

test('texts of one’s own make a fitted student, and it says what that has brought', async () => {
  const { page, complaints } = await site.open('#/distil');
  await modelReady(page);
  await folder(page).setInputFiles(TEACHER);
  await page.getByText('the folder tiny-bert').waitFor();
  const words = ['river', 'water', 'music', 'play', 'black', 'new', 'the'];
  const texts = Array.from(
    { length: 500 },
    (_, i) => `${words[i % 7]} ${words[(i * i) % 7]} ${words[(i >> 3) % 7]} ${i}`,
  );
  await page.getByLabel('Texts of your own').fill(texts.join('\n'));
  await page.getByRole('button', { name: 'Distil', exact: true }).click();
  await page.getByText(/of texts that were held out, it explains \d+\.\d %/).waitFor({ timeout: 60_000 });
  expect(complaints).toEqual([]);
});

test('a folder that is no teacher is told beside it, and the model stays', async () => {
  const { page } = await site.open('#/distil');
  await modelReady(page);
  await folder(page).setInputFiles(fixture('models/float32/model'));
  expect(await page.getByRole('alert').textContent()).toMatch(/there is no onnx\/model\.onnx/);
  await modelReady(page);
});

test('a distillation is cancelled', async () => {
  const { page } = await site.open('#/distil');
  await modelReady(page);
  await page.getByRole('button', { name: 'Distil', exact: true }).click();
  await page.getByText('The teacher reads its vocabulary').waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Stopped').waitFor();
  expect(await page.getByRole('button', { name: 'Distil', exact: true }).isEnabled()).toBe(true);
});
