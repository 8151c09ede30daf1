import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { directCalls } from '../src/state/direct-calls.fixture.js';
import { createTrainer } from '../src/workers/train.js';

const require = createRequire(import.meta.url);
const M2V = join(dirname(require.resolve('@m2v/cli/package.json')), 'dist/m2v.js');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm2v-playground-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the folder in a classifier’s zip is what the command predicts with, to the same probabilities', async () => {
  const trainer = directCalls(createTrainer());
  const texts = Array.from({ length: 40 }, (_, i) => (i % 2 ? `a train to town ${i}` : `bread from the oven ${i}`));
  const labels = texts.map((_, i) => (i % 2 ? 'travel' : 'food'));
  await trainer.call('fit', {
    source: { kind: 'embedded' },
    bytes: new TextEncoder().encode(JSON.stringify({ texts, labels })),
    settings: { maxEpochs: 3, batchSize: 8, testShare: 0.25 },
  });
  const text = 'the night train is late';
  const { classes, probabilities } = await trainer.call('tryText', { text });
  const zip = await trainer.call('zip', { name: 'mine' });
  for (const [path, bytes] of Object.entries(unzipSync(new Uint8Array(await zip.arrayBuffer())))) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  const output = execFileSync(process.execPath, [M2V, 'predict', '--model', 'mine', '--proba', text], { cwd: folder });
  const line = JSON.parse(String(output));
  expect(line).toMatchObject({ index: 0, label: 'travel' });
  classes.forEach((name, i) => {
    expect(line.proba[name]).toBeCloseTo(probabilities[i], 5);
  });
});
