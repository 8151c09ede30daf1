// potion-base-8M trained to tell film reviews apart: npm run bench -- train [--repeats N] [--epochs N] [--write]

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { findReference } from '../find-reference.mjs';
import { alternate, measure } from '../measure.mjs';

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: {
      material: { type: 'string', default: '../shared' },
      repeats: { type: 'string', default: '2' },
      epochs: { type: 'string', default: '5' },
    },
  });
  const material = join(root, values.material);
  const model = join(material, 'models/potion-base-8M');
  if (!existsSync(model)) throw new Error(`${model} is missing; name the folder of models and data by --material`);
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-bench-'));
  try {
    const [train, test] = ['imdb-train', 'imdb-test'].map((name) => {
      const path = join(scratch, `${name}.jsonl`);
      writeFileSync(path, gunzipSync(readFileSync(join(material, `data/${name}.jsonl.gz`))));
      return path;
    });
    const results = {};
    const contender = (name, command) => async () => {
      const measured = await measure([...command, model, train, test, values.epochs], { cwd: root });
      const { fitSeconds, accuracy } = JSON.parse(measured.stdout.trim().split('\n').at(-1));
      results[name] = { fitSeconds: [...(results[name]?.fitSeconds ?? []), fitSeconds], accuracy };
      return measured;
    };
    const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
    const contenders = { m2v: contender('m2v', [process.execPath, beside('m2v.mjs')]) };
    const { python, versions } = findReference(root);
    if (python === undefined) console.error('the reference is not installed, so m2v is measured alone');
    else contenders['model2vec (Python)'] = contender('model2vec (Python)', [python, beside('reference.py')]);

    const measured = await alternate(contenders, Number(values.repeats));
    const fastestFit = ({ name }) => Math.min(...results[name].fitSeconds);
    return {
      title: 'Training',
      about:
        `potion-base-8M (float32) and a hidden layer of 512, trained on 20,000 film reviews for ${values.epochs} epochs, early ` +
        'stopping off, batches of 512; accuracy on 4,000 others. `fit` is its fastest run, tokenizing included.',
      versions,
      head: ['process', 'fit, s', 'whole process, s', 'peak memory, MiB', 'accuracy', "m2v's fit takes"],
      rows: measured.map((result) => [
        result.name,
        fastestFit(result).toFixed(1),
        result.median.toFixed(1),
        result.peakMiB.toFixed(0),
        results[result.name].accuracy.toFixed(4),
        (fastestFit(measured[0]) / fastestFit(result)).toFixed(2),
      ]),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
