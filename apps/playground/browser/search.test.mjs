import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StaticModel } from '../../../packages/core/dist/index.js';
import { files } from '../../../packages/model-potion-base-8m/dist/index.js';
import { modelReady, startSite } from './open-page.mjs';

let site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

const csv = (name, content) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
const choose = (page, file) => page.locator('main input[type=file]').setInputFiles(file);

test('an example is embedded and searched, near-duplicates found', async () => {
  const { page, complaints, elsewhere } = await site.open('#/search');
  await page.getByRole('button', { name: 'Headlines' }).click();
  await page.locator('.hits li').first().waitFor();
  expect(await page.locator('.hits li').first().textContent()).toMatch(/telescope|astronom|planet|moon/i);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('rows repeat an earlier one').waitFor();
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
});

test('a file is read, a link keeps the query, and the vectors saved are Node’s', async () => {
  const { page } = await site.open('#/search?q=parcel');
  await modelReady(page);
  await choose(page, csv('rows.csv', 'id,body\n1,"Where is my package?"\n2,"The train, at nine"\n'));
  await page.locator('.hits li').nth(1).waitFor();
  expect(await page.locator('.hit-text').first().textContent()).toBe('Where is my package?');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'npy', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('rows.npy');
  const bytes = readFileSync(await download.path());
  const model = await StaticModel.fromPretrained(files);
  const { data } = model.encode(['Where is my package?', 'The train, at nine']);
  expect(new Float32Array(new Uint8Array(bytes.subarray(-data.byteLength)).buffer)).toEqual(data);
});

test('a number outside its limits becomes the nearest inside, and shows it', async () => {
  const { page } = await site.open('#/search');
  await page.getByRole('button', { name: 'Customers' }).click();
  const field = page.getByLabel('from a cosine of');
  for (const [typed, shown] of [
    ['5', '1'],
    ['', '1'],
    ['0', '0.5'],
  ]) {
    await field.fill(typed);
    await field.press('Enter');
    expect(await field.inputValue()).toBe(shown);
  }
});

test('dropped text is no file, which is told where it was dropped', async () => {
  const { page, complaints } = await site.open('#/search');
  const dataTransfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'some text');
    return data;
  });
  await page.dispatchEvent('main .drop', 'drop', { dataTransfer });
  await page.locator('main .drop').getByText('there is no file in what was dropped').waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  ['malformed', csv('rows.csv', 'a,b\n1,2\n3\n'), /rows\.csv, row 3: 1 field/],
  ['empty', csv('rows.csv', ''), /rows\.csv: holds no rows/],
])('a %s CSV is told beside the file', async (_, file, message) => {
  const { page } = await site.open('#/search');
  await choose(page, file);
  expect(await page.getByRole('alert').textContent()).toMatch(message);
});

test('a CSV in UTF-16 is read', async () => {
  const { page } = await site.open('#/search?q=capital');
  await modelReady(page);
  await choose(page, {
    ...csv('rows.csv', ''),
    buffer: Buffer.from('\ufefftext\nGrüße aus Berlin\nTokyo\n', 'utf16le'),
  });
  await page.getByText('Grüße aus Berlin').waitFor();
});
