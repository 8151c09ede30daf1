// npm run quickstart: distils the embedded teacher, uses the result, and says what to try next. Needs the build alone.
// A second run takes the model that is there, if it loads and was made by this code out of these files.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cosineSimilarities, row, StaticModel } from '../packages/core/dist/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const M2V = 'apps/cli/dist/m2v.js';
const TEACHER = 'packages/teacher-minilm-l6/model';
const SENTENCES = 'scripts/quickstart-sentences.txt';
const PLAIN = 'm2v-quickstart-plain';
const OUTPUT = 'm2v-quickstart';
const MESSAGES = 'examples/data/messages.csv';
const CLASSIFIER = 'm2v-quickstart-classifier';
const QUERY = 'Can I get my money back?';
const STAMP = join(root, 'node_modules', '.cache', 'm2v-quickstart.json');
// What the model is made by and of: any change makes it anew.
const INPUTS = [
  'packages/core/dist',
  'packages/inference/dist',
  'packages/distill/dist',
  'apps/cli/dist',
  'packages/teacher-minilm-l6/dist',
  TEACHER,
];

async function main() {
  process.chdir(root);
  heading('1. Distil a sentence transformer into a static model');
  const figures = (await earlier()) ?? distil();
  say(
    `   ${figures.tokens.toLocaleString('en-US')} tokens of ${figures.dims} dims (the teacher has ${figures.teacherDims})`,
  );
  say(`   fitted to ${figures.fit.texts.toLocaleString('en-US')} texts that were made up of the teacher's words`);
  say(`   ${figures.seconds.toFixed(1)} seconds, ${(figures.bytes / 1e6).toFixed(1)} MB in ${OUTPUT}/`);

  heading('2. Encode a few sentences, and see how alike they are');
  const model = await StaticModel.fromPretrained(OUTPUT);
  const sentences = readFileSync(SENTENCES, 'utf8').trimEnd().split('\n').slice(0, 6);
  const start = performance.now();
  const vectors = model.encode(sentences);
  say(`   ${sentences.length} sentences in ${(performance.now() - start).toFixed(1)} ms\n`);
  printSimilarities(sentences, cosineSimilarities(vectors));

  heading(`3. Find the sentences nearest to "${QUERY}"`);
  m2v(['search', QUERY, '--model', OUTPUT, '--input', SENTENCES, '--k', '3']);

  heading('4. See what of its teacher the model has kept, beside one that is not fitted');
  m2v(['compare', TEACHER, PLAIN, OUTPUT, '--input', SENTENCES, '--pairs', '1']);

  heading('5. Train a classifier on top of it, and let it explain itself');
  m2v([
    'train',
    '--model',
    OUTPUT,
    '--train',
    MESSAGES,
    ...['--max-epochs', '20', '--batch-size', '4', '--test-size', '12'],
    '--output',
    CLASSIFIER,
  ]);
  m2v(['predict', '--model', CLASSIFIER, QUERY, 'When will my parcel arrive?']);
  m2v(['explain', '--model', CLASSIFIER, QUERY]);

  heading('What to try next');
  for (const args of [
    ['encode', 'hello world', '--model', OUTPUT],
    ['encode', '--input', SENTENCES, '--model', OUTPUT, '--output', 'vectors.npy'],
    ['distill', '--output', 'small-model', '--pca-dims', '64', '--quantize-to', 'int8'],
    ['distill', '--output', 'my-model', '--fit', SENTENCES],
    ['inspect', OUTPUT],
    ['--help'],
  ]) {
    say(`   ${commandLine(args)}`);
  }
}

/** The figures of the model that an earlier run left, if the same run now would make it again; else undefined. */
async function earlier() {
  if (!existsSync(STAMP)) return undefined;
  try {
    const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
    if (stamp.inputs !== hashOf(INPUTS) || stamp.output !== hashOf([OUTPUT, PLAIN])) return undefined;
    await StaticModel.fromPretrained(OUTPUT);
    say(`   ${OUTPUT}/ is there already, made by this very code: it is used as it is.\n`);
    return stamp.figures;
  } catch {
    // Whatever is wrong with what an earlier run left, a new run mends it.
    return undefined;
  }
}

function distil() {
  m2v(['distill', '--output', PLAIN], ['--json']);
  const figures = JSON.parse(m2v(['distill', '--output', OUTPUT, '--fit', 'vocabulary'], ['--json']));
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ inputs: hashOf(INPUTS), output: hashOf([OUTPUT, PLAIN]), figures }));
  return figures;
}

/** Runs a command and shows it as a user would type it; with `--json` among the silent arguments its output is given. */
function m2v(args, silent = []) {
  say(`   $ ${commandLine(args)}\n`);
  const { status, stdout } = spawnSync(process.execPath, [M2V, ...args, ...silent], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) process.exit(status ?? 1);
  if (silent.length === 0) say(stdout.replace(/^(?=.)/gm, '   ').trimEnd());
  return stdout;
}

function commandLine(args) {
  return ['node', M2V, ...args.map((arg) => (/[^\w./-]/.test(arg) ? JSON.stringify(arg) : arg))].join(' ');
}

function printSimilarities(sentences, similarities) {
  const width = Math.max(...sentences.map((sentence) => sentence.length));
  say(`   ${' '.repeat(width + 3)} ${sentences.map((_, i) => String(i + 1).padStart(6)).join('')}`);
  sentences.forEach((sentence, i) => {
    const cells = Array.from(row(similarities, i), (cosine) => cosine.toFixed(2).padStart(6)).join('');
    say(`   ${i + 1}  ${sentence.padEnd(width)} ${cells}`);
  });
}

/** A hash of the names and bytes of all files below these paths. */
function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }).sort(byPath)) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function byPath(a, b) {
  const [first, second] = [a, b].map(({ parentPath, name }) => join(parentPath, name));
  return first < second ? -1 : 1;
}

function heading(text) {
  say(`\n${text}\n`);
}

function say(text) {
  console.log(text);
}

await main();
