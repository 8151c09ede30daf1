import { expect, test } from 'vitest';
import { markdownTable } from '../scripts/markdown-table.mjs';
import { alternate, measure, median } from './measure.mjs';
import { replaceSection } from './report.mjs';

test('a process is measured from start to end, with its output', async () => {
  const script = 'const held = Buffer.alloc(200 << 20, 1); setTimeout(() => console.log(held.length), 200)';
  const { seconds, peakMiB, stdout } = await measure([process.execPath, '-e', script]);
  expect(stdout.trim()).toBe(String(200 << 20));
  expect(seconds).toBeGreaterThan(0);
  if (process.platform === 'linux') expect(peakMiB).toBeGreaterThan(200);
});

test('a process that fails is no measurement', async () => {
  const script = 'console.error("out of luck"); process.exit(3)';
  await expect(measure([process.execPath, '-e', script])).rejects.toThrow(/ended with 3: out of luck/);
});

test('contenders take turns, the first run stands apart', async () => {
  const order = [];
  const contender =
    (name, ...times) =>
    () => {
      order.push(name);
      return Promise.resolve({ seconds: times.shift(), peakMiB: 5 });
    };
  const results = await alternate({ a: contender('a', 9, 1, 3), b: contender('b', 1, 1, 1) }, 3);
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(results[0]).toEqual({ name: 'a', first: 9, median: 2, fastest: 1, slowest: 3, peakMiB: 5 });
});

test('the median of an even number of values lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
});

test("a section replaces its earlier self and leaves the others' alone", () => {
  const first = replaceSection(replaceSection('# Head\n', 'a', 'one\n'), 'b', 'two\n');
  expect(first).toBe(
    '# Head\n\n<!-- bench: a -->\none\n<!-- /bench: a -->\n\n<!-- bench: b -->\ntwo\n<!-- /bench: b -->\n',
  );
  expect(replaceSection(first, 'a', 'three\n')).toBe(first.replace('one', 'three'));
});

test('tables are Markdown', () => {
  expect(markdownTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});
