import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cosineOfRows, ndcg, nearest, spearman } from './figures.mjs';
import { predictLabels } from './logistic-regression.mjs';

/**
 * A data set: what a model makes of its items, and the figure of some of them (as often as they are named, for the bootstrap).
 * @typedef {(texts: string[]) => Promise<import('../../packages/core/dist/index.js').Matrix>} Encode
 * @typedef {{ name: string, items: number, answers(encode: Encode): Promise<unknown[]>, figure(answers: unknown[], items: ArrayLike<number>): number }} DataSet
 */

/** @param {string} folder of the files that its README lists @returns {DataSet[]} */
export function dataSets(folder) {
  const rows = (name) => readRows(join(folder, `${name}.jsonl.gz`));
  return [
    similarity('stsb-dev', rows('stsb-dev')),
    similarity('sts13', rows('sts13')),
    retrieval('cranfield', rows('cranfield-docs'), rows('cranfield-queries'), rows('cranfield-qrels')),
    classification('trec6', rows('trec6-train'), rows('trec6-test')),
  ];
}

/**
 * The same set for several models of one kind: takes a list of each one's answers, and its figure is the mean of theirs.
 * @param {DataSet} set
 */
export function overDraws(set) {
  const figure = (draws, items) => draws.reduce((sum, answers) => sum + set.figure(answers, items), 0) / draws.length;
  return { ...set, figure };
}

/** The sentences of the training corpus. @param {string} folder */
export function sentences(folder) {
  return gunzipSync(readFileSync(join(folder, 'sentences.txt.gz')))
    .toString()
    .trimEnd()
    .split('\n');
}

function readRows(path) {
  return gunzipSync(readFileSync(path))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Spearman's correlation of cosines with the scores that people gave. */
function similarity(name, rows) {
  return {
    name,
    items: rows.length,
    async answers(encode) {
      return cosineOfRows(await encode(rows.map(({ a }) => a)), await encode(rows.map(({ b }) => b)));
    },
    figure: (cosines, items) =>
      spearman(
        Array.from(items, (i) => cosines[i]),
        Array.from(items, (i) => rows[i].score),
      ),
  };
}

/** nDCG of the ten documents nearest to each query. */
function retrieval(name, documents, queries, judgements) {
  const relevance = new Map(queries.map(({ id }) => [id, new Map()]));
  for (const { q, d, rel } of judgements) relevance.get(q)?.set(d, rel);
  const judged = queries.filter(({ id }) => [...relevance.get(id).values()].some((value) => value > 0));
  return {
    name,
    items: judged.length,
    async answers(encode) {
      const found = nearest(
        await encode(judged.map(({ text }) => text)),
        await encode(documents.map(({ text }) => text)),
        10,
      );
      return judged.map(({ id }, i) =>
        ndcg(
          found[i].map((place) => relevance.get(id).get(documents[place].id) ?? 0),
          [...relevance.get(id).values()],
        ),
      );
    },
    figure: meanOf,
  };
}

/** Accuracy of a logistic regression on the vectors. */
function classification(name, train, test) {
  return {
    name,
    items: test.length,
    async answers(encode) {
      const labelled = async (rows) => ({
        vectors: await encode(rows.map(({ text }) => text)),
        labels: rows.map(({ label }) => label),
      });
      const { vectors, labels } = await labelled(test);
      const predicted = predictLabels(await labelled(train), vectors);
      return labels.map((label, i) => Number(predicted[i] === label));
    },
    figure: meanOf,
  };
}

function meanOf(answers, items) {
  let sum = 0;
  for (let k = 0; k < items.length; k++) sum += answers[items[k]];
  return (100 * sum) / items.length;
}
