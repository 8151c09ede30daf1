// potion-base-8M trained to tell film reviews apart: npm run bench -- train [--repeats N] [--write]

import { parseArgs } from 'node:util';
import { alternate } from '../measure.mjs';
import { withContenders } from './contenders.mjs';

const RUNS = {
  '5 epochs': { maxEpochs: 5, earlyStoppingPatience: null },
  'all defaults': {},
};

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: { material: { type: 'string', default: '../shared' }, repeats: { type: 'string', default: '2' } },
  });
  return withContenders(root, values.material, async ({ versions, contenders }) => {
    const rows = [];
    for (const [title, options] of Object.entries(RUNS)) {
      const figures = {};
      const timed = Object.fromEntries(
        Object.entries(contenders).map(([name, train]) => [
          name,
          async () => {
            const measured = await train('imdb', options);
            figures[name] = [...(figures[name] ?? []), measured.figures];
            return measured;
          },
        ]),
      );
      const measured = await alternate(timed, Number(values.repeats));
      const fastestFit = ({ name }) => Math.min(...figures[name].map(({ fitSeconds }) => fitSeconds));
      rows.push(
        ...measured.map((result) => [
          title,
          result.name,
          fastestFit(result).toFixed(1),
          result.median.toFixed(1),
          result.peakMiB.toFixed(0),
          figures[result.name][0].accuracy.toFixed(4),
          (fastestFit(measured[0]) / fastestFit(result)).toFixed(2),
        ]),
      );
    }
    return {
      title: 'Training',
      about:
        'potion-base-8M (float32) and a hidden layer of 512, trained on 20,000 film reviews in batches of 512: for 5 epochs without ' +
        'early stopping, and with all defaults; accuracy on 4,000 others. `fit` is its fastest run, tokenizing included.',
      versions,
      head: ['run', 'process', 'fit, s', 'whole process, s', 'peak memory, MiB', 'accuracy', "m2v's fit takes"],
      rows,
    };
  });
}
