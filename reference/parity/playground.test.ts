import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTrainer } from '../../apps/playground/src/workers/train.js';
import { unzipFolder } from '../../apps/playground/src/workers/zip-folder.js';
import { startOracle } from './oracle.js';

const oracle = startOracle();
afterAll(oracle.close);

test('a classifier that the page trains, downloaded as a zip, predicts the same in the reference', async () => {
  const csv = readFileSync(new URL('../../examples/data/messages.csv', import.meta.url), 'utf8');
  const rows = csv.trimEnd().split('\n').slice(1);
  const labels = rows.map((row) => row.slice(row.lastIndexOf(',') + 1));
  const texts = rows.map((row) => row.slice(0, row.lastIndexOf(',')));
  const trainer = createTrainer();
  const bytes = new TextEncoder().encode(JSON.stringify({ texts, labels }));
  const settings = { maxEpochs: 5, batchSize: 8, testShare: 0.25 };
  const context = { signal: new AbortController().signal, onProgress: () => {} };
  await trainer.fit({ source: { kind: 'embedded' }, bytes, settings }, context);

  const zip = await trainer.zip({ name: 'page' });
  const folder = oracle.folder('page');
  mkdirSync(folder);
  for (const [path, content] of Object.entries(
    await unzipFolder(new Uint8Array(await zip.arrayBuffer()), 'page.zip'),
  )) {
    writeFileSync(join(folder, path), content);
  }
  const theirs = await oracle.askMatrix('probabilities', { pipeline: folder, texts });
  texts.forEach((text, i) => {
    trainer.tryText({ text }).probabilities.forEach((probability, k) => {
      expect(Math.abs(probability - theirs.data[i * theirs.dim + k])).toBeLessThanOrEqual(1e-5);
    });
  });
});
