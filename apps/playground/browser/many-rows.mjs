import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A CSV of `count` rows of some twenty words each, always the same. */
function manyRows(count) {
  const words =
    'the a of in to for with train bread river letter bank doctor garden music winter market engine school paper ' +
    'morning bridge kitchen village answer question computer window travel summer football planet money hospital ' +
    'red small quiet early broken famous cheap wooden write carry build open sell forget repair';
  const list = words.split(' ');
  let state = 1;
  const next = () => {
    // A linear congruential generator: seeded, and good enough to mix words.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = Array.from({ length: count }, (_, i) => {
    const text = Array.from(
      { length: 12 + Math.floor(next() * 16) },
      () => list[Math.floor(next() ** 1.5 * list.length)],
    );
    return `${i},"${text.join(' ')}",${i % 5}`;
  });
  return Buffer.from(`id,text,group\n${lines.join('\n')}\n`);
}

/** Puts such a table into the view that is open; from a file, since bytes would be decoded by the page's own thread. */
export async function chooseRows(page, count) {
  const folder = mkdtempSync(join(tmpdir(), 'm2v-rows-'));
  try {
    const file = join(folder, `rows-${count}.csv`);
    writeFileSync(file, manyRows(count));
    await page.locator('input[type=file][accept*=".csv"]').setInputFiles(file);
    // It is read when it is asked for.
    await page.getByText(`rows-${count}.csv`).waitFor({ timeout: 120_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The longest task of the page's own thread since this was called. */
export async function watchLongTasks(page) {
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  return () => page.evaluate(() => globalThis.longest);
}
