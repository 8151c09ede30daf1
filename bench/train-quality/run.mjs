// How good classifiers get, all defaults: npm run bench -- train-quality [--seeds N] [--resume FILE] [--write]
// The reference takes hours in all; with --resume each run that is done is kept in the file, and not done again.

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withContenders } from '../train/contenders.mjs';

const FIGURES = [
  ['imdb', 'accuracy'],
  ['20newsgroups', 'accuracy'],
  ['reuters-multilabel', 'microF1'],
  ['reuters-multilabel', 'macroF1'],
];
const NAMES = { accuracy: 'accuracy', microF1: 'micro F1', macroF1: 'macro F1' };

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: {
      material: { type: 'string', default: '../shared' },
      seeds: { type: 'string', default: '3' },
      resume: { type: 'string' },
    },
  });
  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => 42 + i);
  return withContenders(root, values.material, async ({ versions, contenders }) => {
    const names = Object.keys(contenders);
    /** @type {Record<string, Record<string, number[]>>} by data set and figure, then by contender: one a seed */
    const found = {};
    for (const data of new Set(FIGURES.map(([name]) => name))) {
      for (const seed of seeds) {
        for (const name of names) {
          const figures = await resumed(values.resume, `${data}, seed ${seed}, ${name}`, () =>
            contenders[name](data, { seed }),
          );
          for (const [figure, value] of Object.entries(figures)) {
            const key = `${data} ${figure}`;
            found[key] = { ...found[key], [name]: [...(found[key]?.[name] ?? []), value * 100] };
          }
        }
      }
    }
    const cell = (all) => `${mean(all).toFixed(2)} (${all.map((value) => value.toFixed(1)).join(', ')})`;
    return {
      title: "Classifiers' quality",
      about: `potion-base-8M (float32), trained and tested on the sets of these names with all defaults; times 100, the mean over ${seeds.length} seeds, and each.`,
      versions,
      head: ['data', 'figure', ...names, ...(names.length > 1 ? ['difference'] : [])],
      rows: FIGURES.map(([data, figure]) => {
        const row = found[`${data} ${figure}`];
        const difference = names.length > 1 ? [(mean(row[names[0]]) - mean(row[names[1]])).toFixed(2)] : [];
        return [data, NAMES[figure], ...names.map((name) => cell(row[name])), ...difference];
      }),
    };
  });
}

/** The figures of a run: those in the file of runs that are done, else of the run itself, which then goes there. */
async function resumed(path, key, train) {
  const lines = path !== undefined && existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  const known = lines.map((line) => JSON.parse(line)).find((entry) => entry.key === key);
  if (known !== undefined) return known.figures;
  const { figures, seconds } = await train();
  console.error(`${key}: ${seconds.toFixed(1)} s ${JSON.stringify(figures)}`);
  if (path !== undefined) appendFileSync(path, `${JSON.stringify({ key, figures })}\n`);
  return figures;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
