// How good students are: npm run bench:quality -- [--cache FOLDER] [--sizes 3000,12500,144007] [--write]

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { quantizeModel, StaticModel } from '../../packages/core/dist/index.js';
import { createRandom } from '../../packages/core/dist/kit.js';
import { distillFromTeacher } from '../../packages/distill/dist/index.js';
import { sentenceEncoder } from '../../packages/inference/dist/index.js';
import { loadTeacher } from '../../packages/inference/dist/teacher.js';
import { files as potion } from '../../packages/model-potion-base-8m/dist/index.js';
import * as embeddedTeacher from '../../packages/teacher-minilm-l6/dist/index.js';
import { findReference } from '../find-reference.mjs';
import { pairedInterval } from './figures.mjs';
import { dataSets, questionsInThirds, sentences } from './sets.mjs';

const PLAIN = 'plain distillation';
const INT8 = 'the last one as int8';

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: {
      material: { type: 'string', default: '../shared' },
      cache: { type: 'string' },
      sizes: { type: 'string', default: '3000,12500,144007' },
    },
  });
  const material = join(root, values.material);
  const folder = join(material, 'data/quality');
  if (!existsSync(folder)) throw new Error(`${folder} is missing; name the folder of models and data by --material`);
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-bench-'));
  const cache = values.cache ?? scratch;
  mkdirSync(cache, { recursive: true });
  const sets = dataSets(folder);
  const corpus = sentences(folder);
  /** @type {Map<string, unknown[][]>} a model's answers, a list a set */
  const answers = new Map();
  const judge = async (name, encode) => {
    const found = [];
    for (const set of sets) found.push(await set.answers(async (texts) => encode(texts)));
    answers.set(name, found);
    console.error(name, sets.map((set, k) => set.figure(found[k], [...found[k].keys()]).toFixed(1)).join(' '));
  };
  const judgeModel = (name, model) => judge(name, (texts) => model.encode(texts));
  try {
    const teacher = await loadTeacher(join(material, 'models/all-MiniLM-L6-v2'));
    await judge(`the teacher, ${teacher.dim} dims`, (texts) => sentenceEncoder(teacher).encode(texts));
    await judgeModel('the embedded potion-base-8M', await StaticModel.fromPretrained(potion));
    const { python, versions } = findReference(root);
    if (python === undefined) console.error('the reference is not installed, so it is left out');
    else {
      const output = join(scratch, 'reference');
      execFileSync(python, [fileURLToPath(new URL('distill.py', import.meta.url)), output], { stdio: 'ignore' });
      await judgeModel("the reference's distillation", await StaticModel.fromPretrained(output));
    }
    await judgeModel(PLAIN, await distillFromTeacher(teacher));
    await judgeModel('plain, without the end token', await distillFromTeacher(teacher, { endToken: false }));
    const fitOptions = { maxTexts: corpus.length, cache: join(cache, 'minilm-fp32.vectors') };
    await judgeModel('fitted to no texts', await distillFromTeacher(teacher, { fit: 'vocabulary' }));
    let [largest, largestName] = [];
    for (const size of values.sizes.split(',').map(Number)) {
      largest = await distillFromTeacher(teacher, { fit: corpus.slice(0, size), fitOptions, quantizeTo: 'float32' });
      largestName = `fitted to ${size.toLocaleString('en-US')} sentences`;
      await judgeModel(largestName, largest);
    }
    const int8 = await quantizeModel(largest, { quantizeTo: 'int8' });
    await judgeModel(INT8, int8);
    const questions = questionsInThirds(folder);
    const answered = [];
    for (const model of [int8, largest]) answered.push(await questions.answers(async (texts) => model.encode(texts)));
    const int8Changes = sets.map((set, k) =>
      set.name === 'trec6'
        ? difference(questions, ...answered)
        : difference(set, answers.get(INT8)[k], answers.get(largestName)[k]),
    );
    await teacher.dispose();

    const small = await loadTeacher(embeddedTeacher);
    await judgeModel('embedded q8 teacher, plain', await distillFromTeacher(small));
    await judgeModel(
      'embedded q8 teacher, without the end token',
      await distillFromTeacher(small, { endToken: false }),
    );
    await judgeModel(
      'embedded q8 teacher, fitted to 12,500 sentences',
      await distillFromTeacher(small, {
        fit: corpus.slice(0, 12_500),
        fitOptions: { cache: join(cache, 'minilm-q8.vectors') },
      }),
    );
    await small.dispose();
    return report(sets, answers, { int8Changes, questions: questions.items }, versions);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Of two models' figures of a set, with its interval. */
function difference(set, a, b) {
  const all = [...a.keys()];
  return `${fixed(set.figure(a, all) - set.figure(b, all), 2)} ${intervalOf(set, a, b, 2)}`;
}

/** A value just below 0 is none. */
function fixed(value, digits) {
  return Number(value.toFixed(digits)).toFixed(digits);
}

function intervalOf(set, a, b, digits) {
  const [low, high] = pairedInterval(set, a, b, createRandom(42));
  return `[${fixed(low, digits)}, ${fixed(high, digits)}]`;
}

function report(sets, answers, { int8Changes, questions }, versions) {
  const plain = answers.get(PLAIN);
  const cell = (name, found, k) => {
    const value = sets[k].figure(found[k], [...found[k].keys()]).toFixed(1);
    return name === PLAIN ? value : `${value} ${intervalOf(sets[k], found[k], plain[k], 1)}`;
  };
  const rows = [...answers].map(([name, found]) => [name, ...sets.map((_, k) => cell(name, found, k))]);
  const int8At = rows.findIndex(([name]) => name === INT8);
  return {
    title: "Students' quality",
    about:
      'all-MiniLM-L6-v2 float32 and its students at 256 dims. stsb-dev and sts13: Spearman; cranfield: nDCG@10; trec6: accuracy of a ' +
      'logistic regression; all times 100. In brackets: the 95 % interval of the difference to plain distillation, by a paired ' +
      'bootstrap. Differences of a few tenths mean nothing. What int8 changes is the difference between the two rows above, in hundredths, ' +
      `and of trec6 it is that of ${questions.toLocaleString('en-US')} questions, training and test, each predicted from the two thirds that it is not among.`,
    versions,
    head: ['model', ...sets.map(({ name }) => name)],
    rows: rows.toSpliced(int8At + 1, 0, ['what int8 changes', ...int8Changes]),
  };
}
