// How good students are: npm run bench:quality -- [--cache FOLDER] [--sizes 3000,12500,144007] [--draws 5] [--write]

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
import { dataSets, overDraws, sentences } from './sets.mjs';

const PLAIN = 'plain distillation';
const INT8 = 'these as int8';
const FIRST_SEED = 42;

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: {
      material: { type: 'string', default: '../shared' },
      cache: { type: 'string' },
      sizes: { type: 'string', default: '3000,12500,144007' },
      draws: { type: 'string', default: '5' },
    },
  });
  const material = join(root, values.material);
  const folder = join(material, 'data/quality');
  if (!existsSync(folder)) throw new Error(`${folder} is missing; name the folder of models and data by --material`);
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-bench-'));
  const cache = values.cache ?? scratch;
  mkdirSync(cache, { recursive: true });
  const sets = dataSets(folder).map(overDraws);
  const corpus = sentences(folder);
  const seeds = Array.from({ length: Number(values.draws) }, (_, draw) => FIRST_SEED + draw);
  /** @type {Map<string, unknown[][][]>} what models of each name answer: a list a set of lists a draw */
  const answers = new Map();
  const judge = async (name, encode) => {
    const found = answers.get(name) ?? sets.map(() => []);
    answers.set(name, found);
    for (const [k, set] of sets.entries()) found[k].push(await set.answers(async (texts) => encode(texts)));
    console.error(name, sets.map((set, k) => wholeFigure(set, found[k].slice(-1)).toFixed(1)).join(' '));
  };
  const judgeModel = (name, model) => judge(name, (texts) => model.encode(texts));
  /** Several fits to the same, each of which holds out other texts, or makes up others. */
  const judgeFits = async (name, from, fit, fitOptions = {}) => {
    const models = [];
    for (const seed of seeds) {
      models.push(await distillFromTeacher(from, { fit, fitOptions: { ...fitOptions, seed }, quantizeTo: 'float32' }));
      await judgeModel(name, models.at(-1));
    }
    return models;
  };
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
    await judgeFits('fitted to no texts', teacher, 'vocabulary');
    const sizes = values.sizes.split(',').map(Number);
    const nameOf = (size) => `fitted to ${size.toLocaleString('en-US')} sentences`;
    const largest = Math.max(...sizes);
    for (const size of sizes) {
      const fitOptions = { maxTexts: size, cache: join(cache, 'minilm-fp32.vectors') };
      const models = await judgeFits(nameOf(size), teacher, corpus.slice(0, size), fitOptions);
      if (size !== largest) continue;
      for (const model of models) await judgeModel(INT8, await quantizeModel(model, { quantizeTo: 'int8' }));
    }
    await teacher.dispose();

    const small = await loadTeacher(embeddedTeacher);
    await judgeModel('embedded q8 teacher, plain', await distillFromTeacher(small));
    await judgeModel(
      'embedded q8 teacher, without the end token',
      await distillFromTeacher(small, { endToken: false }),
    );
    await judgeFits('embedded q8 teacher, fitted to 12,500 sentences', small, corpus.slice(0, 12_500), {
      cache: join(cache, 'minilm-q8.vectors'),
    });
    await small.dispose();
    return report(sets, answers, { float32: nameOf(largest), draws: seeds.length }, versions);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function wholeFigure(set, found) {
  return set.figure(found, [...Array(set.items).keys()]);
}

function intervalOf(set, a, b, digits) {
  const [low, high] = pairedInterval(set, a, b, createRandom(42));
  return `[${fixed(low, digits)}, ${fixed(high, digits)}]`;
}

/** A value just below 0 is none. */
function fixed(value, digits) {
  return Number(value.toFixed(digits)).toFixed(digits);
}

/** @param {{ float32: string, draws: number }} fits whose models the int8 ones were made of, and how many of each name there are */
function report(sets, answers, { float32, draws }, versions) {
  const plain = answers.get(PLAIN);
  const cell = (name, found, k) => {
    const value = wholeFigure(sets[k], found[k]).toFixed(1);
    return name === PLAIN ? value : `${value} ${intervalOf(sets[k], found[k], plain[k], 1)}`;
  };
  const rows = [...answers].map(([name, found]) => [name, ...sets.map((_, k) => cell(name, found, k))]);
  const int8Changes = sets.map((set, k) => {
    const [now, before] = [answers.get(INT8)[k], answers.get(float32)[k]];
    return `${fixed(wholeFigure(set, now) - wholeFigure(set, before), 2)} ${intervalOf(set, now, before, 2)}`;
  });
  const int8At = rows.findIndex(([name]) => name === INT8);
  return {
    title: "Students' quality",
    about:
      'all-MiniLM-L6-v2 float32 and its students at 256 dims. stsb-dev and sts13: Spearman; cranfield: nDCG@10; trec6: accuracy of a ' +
      `logistic regression; all times 100. Of fitted students each figure is the mean of ${draws}, of as many seeds from ${FIRST_SEED} on: ` +
      'other texts are held out, or made up. In brackets: the 95 % interval of the difference to plain distillation, by a paired bootstrap ' +
      'of the items. Differences of a few tenths mean nothing. What int8 changes is the difference between the rows above, in hundredths.',
    versions,
    head: ['model', ...sets.map(({ name }) => name)],
    rows: rows.toSpliced(int8At + 1, 0, ['what int8 changes', ...int8Changes]),
  };
}
