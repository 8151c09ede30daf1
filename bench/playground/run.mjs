// The playground in Chromium, as built: npm run bench -- playground [--repeats N] [--write]

import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { panMap } from '../../apps/playground/browser/frame-rate.mjs';
import { chooseRows, watchLongTasks } from '../../apps/playground/browser/many-rows.mjs';
import { modelReady, startSite } from '../../apps/playground/browser/open-page.mjs';
import { median } from '../measure.mjs';

const LONG = 600_000;
const SIZES = [10_000, 100_000];
const QUERIES = ['music', 'a broken window', 'early train', 'cheap bread', 'the doctor writes a letter'];

/** @param {string[]} args */
export async function run(args) {
  const { values } = parseArgs({ args, options: { repeats: { type: 'string', default: '5' } } });
  const site = await startSite();
  const rows = [];
  try {
    rows.push(...(await timeToReady(site, Number(values.repeats))));
    for (const size of SIZES) rows.push(...(await searching(site, size)));
    rows.push(...(await training(site)), ...(await distilling(site)));
    return {
      title: 'The playground',
      about: `Debian's Chromium ${site.version}, headless, the built page from a server of this machine; the model is the embedded one.`,
      head: ['what', 'figure'],
      rows,
    };
  } finally {
    await site.close();
  }
}

async function timeToReady(site, repeats) {
  const paints = [];
  const readies = [];
  for (let i = 0; i < repeats; i++) {
    const { page, context } = await site.open();
    await modelReady(page);
    const [paint, ready] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      performance.getEntriesByName('model-ready')[0].startTime,
    ]);
    paints.push(paint);
    readies.push(ready);
    await context.close();
  }
  return [
    ['first contentful paint, ms, median', median(paints).toFixed(0)],
    ['model ready, ms, median (the slowest)', `${median(readies).toFixed(0)} (${Math.max(...readies).toFixed(0)})`],
  ];
}

async function searching(site, size) {
  const { page, context } = await site.open('#/search');
  await modelReady(page);
  const longest = await watchLongTasks(page);
  await chooseRows(page, size);
  await page.getByLabel('Search for').waitFor({ timeout: LONG });
  const embedded =
    /([\d,]+) texts a second/.exec(await page.getByRole('region', { name: 'Rows' }).textContent())?.[1] ?? '';
  const blocked = await longest();
  const latencies = [];
  for (const query of ['warm up', ...QUERIES]) latencies.push(await page.evaluate(latency, query));
  const memory = rendererMemory();
  const figures = [
    [`${name(size)} rows embedded, texts a second`, embedded],
    [`… longest task of the page's thread meanwhile, ms`, blocked.toFixed(0)],
    [`search of ${name(size)} rows, keystroke to results drawn, ms, median`, median(latencies.slice(1)).toFixed(0)],
    [`… memory of the page's process, MiB`, memory.toFixed(0)],
  ];
  if (size === SIZES.at(-1)) figures.push(await frames(page, size));
  await context.close();
  return figures;
}

/** In the page: milliseconds from a keystroke to the frame that shows its results. */
async function latency(query) {
  const input = document.querySelector('.query');
  const drawn = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now()));
    }).observe(document.querySelector('.search-body'), { childList: true, subtree: true, characterData: true });
  });
  const start = performance.now();
  input.value = query;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return (await drawn) - start;
}

async function frames(page, size) {
  await page.getByRole('link', { name: 'Map' }).click();
  await page.locator('.legend li').first().waitFor({ timeout: LONG });
  const { framesPerSecond, renderer } = await panMap(page);
  return [`${name(size)} points panned, frames a second (${renderer})`, framesPerSecond.toFixed(0)];
}

async function training(site) {
  const { page, context } = await site.open('#/classify');
  await modelReady(page);
  await chooseRows(page, SIZES[0]);
  const longest = await watchLongTasks(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  // Seconds of steps are enough: each is like the next.
  await page.locator('.chart canvas').waitFor({ timeout: LONG });
  await page.waitForTimeout(5000);
  const figures = [
    [`training on ${name(SIZES[0])} rows: longest task of the page's thread, ms`, (await longest()).toFixed(0)],
  ];
  await context.close();
  return figures;
}

async function distilling(site) {
  const { page, context } = await site.open('#/distil');
  await modelReady(page);
  const longest = await watchLongTasks(page);
  const start = performance.now();
  await page.getByRole('button', { name: 'Distil', exact: true }).click();
  await page.getByText('in agreement with its teacher').waitFor({ timeout: LONG });
  const seconds = (performance.now() - start) / 1000;
  const figures = [
    ['all-MiniLM-L6-v2 (int8) distilled whole, WebAssembly, s', seconds.toFixed(0)],
    [`… longest task of the page's thread meanwhile, ms`, (await longest()).toFixed(0)],
  ];
  await context.close();
  return figures;
}

function name(count) {
  return count.toLocaleString('en');
}

/** Resident memory of the largest renderer below this process, workers included, in MiB. */
function rendererMemory() {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' });
  const processes = listed.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []);
  const family = new Set([String(process.pid)]);
  for (let grown = 0; grown !== family.size; ) {
    grown = family.size;
    for (const [, id, parent] of processes) if (family.has(parent)) family.add(id);
  }
  const renderers = processes.filter(([, id, , , args]) => family.has(id) && args.includes('--type=renderer'));
  return Math.max(0, ...renderers.map(([, , , rss]) => Number(rss))) / 1024;
}
