// What training and predicting cost, part by part: npm run bench -- train-cost [--repeats N] [--write]

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createMatrix, StaticModel } from '../../packages/core/dist/index.js';
import { createTokenizer } from '../../packages/core/dist/tokenizer.js';
import { tokenizeTexts } from '../../packages/train-base/dist/index.js';
import { StaticModelForClassification } from '../../packages/train-classifier/dist/index.js';

// Reviews are cut to this, so that 100,000 rows are as long as 1,000 are.
const CODE_UNITS = 300;
const EXTRA_TOKENS = 100_000;

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: { material: { type: 'string', default: '../shared' }, repeats: { type: 'string', default: '3' } },
  });
  const material = join(root, values.material);
  if (!existsSync(material))
    throw new Error(`${material} is missing; name the folder of models and data by --material`);
  const model = await StaticModel.fromPretrained(join(material, 'models/potion-base-8M'));
  const reviews = gunzipSync(readFileSync(join(material, 'data/imdb-test.jsonl.gz')))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const texts = reviews.map(({ text }) => text);
  const fastest = async (work) => {
    const seconds = [];
    for (let i = 0; i < Number(values.repeats); i++) {
      const start = performance.now();
      await work();
      seconds.push((performance.now() - start) / 1000);
    }
    return Math.min(...seconds);
  };
  const fitSeconds = (origin, rows) => {
    const some = Array.from({ length: rows }, (_, i) => reviews[i % reviews.length]);
    return fastest(() =>
      StaticModelForClassification.fromStaticModel(origin).fit(
        some.map(({ text }) => text.slice(0, CODE_UNITS)),
        some.map(({ label }) => label),
        { maxEpochs: 1, batchSize: 512 },
      ),
    );
  };

  const tokenize = await fastest(() => model.tokenize(texts));
  const trainTokenize = await fastest(() => tokenizeTexts(model, texts, model.maxLength));
  const classifier = StaticModelForClassification.fromStaticModel(model);
  await classifier.fit(
    texts,
    reviews.map(({ label }) => label),
    { maxEpochs: 1 },
  );
  const pipeline = classifier.toPipeline();
  const encode = await fastest(() => pipeline.model.encode(texts));
  const predict = await fastest(() => pipeline.predict(texts));
  const byRows = [];
  for (const rows of [1e3, 1e4, 1e5]) byRows.push({ rows, seconds: await fitSeconds(model, rows) });
  const large = await fitSeconds(await withMoreTokens(model, EXTRA_TOKENS), 1e4);

  const count = (value) => Math.round(value).toLocaleString('en-US');
  const perRow = ({ rows, seconds }) => (seconds / rows) * 1e6;
  return {
    title: 'What training costs',
    about:
      `potion-base-8M (float32) and a hidden layer of 512. Tokenizing and predicting: 4,000 film reviews. Fit: one epoch in batches of ` +
      `512, reviews cut to ${CODE_UNITS} characters. The fastest of ${values.repeats} runs each.`,
    head: ['what', 'measured', 'beside', 'ratio'],
    rows: [
      [
        'tokenizing for training, beside `tokenize`',
        `${trainTokenize.toFixed(2)} s`,
        `${tokenize.toFixed(2)} s`,
        (trainTokenize / tokenize).toFixed(2),
      ],
      [
        '`predict`, beside `encode`',
        `${count(texts.length / predict)} texts/s`,
        `${count(texts.length / encode)} texts/s`,
        (encode / predict).toFixed(2),
      ],
      ...byRows.map((entry) => [
        `fit of ${count(entry.rows)} rows, a row, beside 10,000 rows`,
        `${perRow(entry).toFixed(0)} µs`,
        `${perRow(byRows[1]).toFixed(0)} µs`,
        (perRow(entry) / perRow(byRows[1])).toFixed(2),
      ]),
      [
        `fit of 10,000 rows with ${count(EXTRA_TOKENS)} more tokens that no text has, beside none`,
        `${large.toFixed(2)} s`,
        `${byRows[1].seconds.toFixed(2)} s`,
        (large / byRows[1].seconds).toFixed(2),
      ],
    ],
  };
}

/** The model with rows for tokens that no text has. */
async function withMoreTokens(model, extra) {
  const { tokenizer, table } = model;
  const { rows, dim, data } = table.matrix;
  const { json } = tokenizer;
  const vocab = new Map(json.model.vocab);
  for (let i = 0; i < extra; i++) vocab.set(`no text has ${i}`, rows + i);
  const matrix = createMatrix(rows + extra, dim);
  matrix.data.set(data);
  const larger = await createTokenizer({ ...json, model: { ...json.model, vocab } });
  const { config, normalize, maxLength, baseModelName, language } = model;
  const parts = { config, normalize, maxLength, baseModelName, language };
  return new StaticModel({ ...parts, tokenizer: larger, table: { ...table, matrix } });
}
