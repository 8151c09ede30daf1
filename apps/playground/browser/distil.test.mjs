import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryStorage, StaticModel } from '../../../packages/core/dist/index.js';
import { fixture } from '../../../packages/fixtures/src/index.ts';
import { unzipSync } from '../node_modules/fflate/esm/index.mjs';
import { modelReady, startSite } from './open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

const TEACHER = fixture('teachers/tiny-bert');
const folder = (page) => page.locator('section[aria-label=Teacher] input[type=file]');

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
  const files = Object.entries(unzipSync(new Uint8Array(readFileSync(await download.path()))));
  const storage = memoryStorage(Object.fromEntries(files.map(([path, bytes]) => [path.split('/')[1], bytes])));
  const student = await StaticModel.fromPretrained(storage);
  expect(student.tokens).toEqual(expect.arrayContaining(['zorgblatt', 'black river']));

  await page.getByRole('link', { name: 'Use it in Compare' }).click();
  await page.getByLabel('Text 1', { exact: true }).fill('the black river');
  await page.locator('.compare-text').first().getByRole('button', { name: 'black river' }).waitFor();
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
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
