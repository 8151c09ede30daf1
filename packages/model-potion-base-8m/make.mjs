// Makes model/ out of the float32 model that The Minish Lab published: node make.mjs FOLDER_OF_POTION_BASE_8M
// Needs Node alone. The same input gives the same bytes.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LARGEST = 127;
const ALIGNMENT = 8; // safetensors wants its header padded, so that the data can be mapped as it is

/**
 * Rows of float32 as int8 with one float32 scale a row: `row ~ values * scale`, each entry within half a scale.
 * @param {Float32Array} table rows x dim
 * @param {number} rows
 * @param {number} dim
 */
export function quantizeRows(table, rows, dim) {
  const values = new Int8Array(rows * dim);
  const scales = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    const start = i * dim;
    let largest = 0;
    for (let j = start; j < start + dim; j++) largest = Math.max(largest, Math.abs(table[j]));
    if (!Number.isFinite(largest)) throw new Error(`row ${i} has an entry that is not a number`);
    // A row of zeros keeps a scale that can be divided by.
    const scale = Math.fround(largest / LARGEST) || 1;
    scales[i] = scale;
    for (let j = start; j < start + dim; j++) {
      values[j] = Math.max(-LARGEST, Math.min(LARGEST, roundHalfEven(table[j] / scale)));
    }
  }
  return { values, scales };
}

/** Nearest integer, ties to the even one, as numpy's rint. */
function roundHalfEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** The one tensor of the published file. */
function readTable(path) {
  const bytes = readFileSync(path);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const { embeddings } = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
  if (embeddings?.dtype !== 'F32') throw new Error(`${path}: needs a float32 tensor "embeddings"`);
  const [rows, dim] = embeddings.shape;
  const [start, end] = embeddings.data_offsets.map((/** @type {number} */ offset) => offset + 8 + headerLength);
  if (end - start !== rows * dim * 4 || end !== bytes.length) throw new Error(`${path}: not a whole file`);
  return { table: new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + end)), rows, dim };
}

function writeTable(path, { values, scales, rows, dim }) {
  // The four-byte tensor goes first: behind an odd number of int8 it would stand unaligned.
  const header = JSON.stringify({
    weights: { dtype: 'F32', shape: [rows], data_offsets: [0, scales.byteLength] },
    embeddings: {
      dtype: 'I8',
      shape: [rows, dim],
      data_offsets: [scales.byteLength, scales.byteLength + values.byteLength],
    },
  });
  const padded = Buffer.from(header.padEnd(Math.ceil(header.length / ALIGNMENT) * ALIGNMENT));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  writeFileSync(path, Buffer.concat([length, padded, Buffer.from(scales.buffer), Buffer.from(values.buffer)]));
}

const CARD = `---
base_model: BAAI/bge-base-en-v1.5
language:
- en
library_name: model2vec
license: mit
model_name: potion-base-8M
tags:
- embeddings
- static-embeddings
- sentence-transformers
---

# potion-base-8M, int8 with one scale a row

A static embedding model for English: 29,528 word pieces, 256 dimensions. It is
[minishlab/potion-base-8M](https://huggingface.co/minishlab/potion-base-8M) by The Minish Lab, itself distilled from
[BAAI/bge-base-en-v1.5](https://huggingface.co/BAAI/bge-base-en-v1.5), with its table stored in a quarter of the space.

| file | content |
| --- | --- |
| \`model.safetensors\` | \`embeddings\`: int8, a row a token; \`weights\`: float32, the scale of each row |
| \`tokenizer.json\`, \`modules.json\` | as published |
| \`config.json\` | as published, and \`embedding_dtype\` |

A token's vector is its row times its scale; every entry is within half a scale of the published one. Whatever reads
Model2Vec's format reads this folder, Python's \`model2vec\` included:

\`\`\`python
from model2vec import StaticModel

model = StaticModel.from_pretrained("path/to/this/folder")
vectors = model.encode(["A sentence to embed."])
\`\`\`

Licence: MIT, as the original. What was changed is named in the package's NOTICE.
`;

/** @param {string} source @param {string} target */
export function makeModel(source, target) {
  const { table, rows, dim } = readTable(join(source, 'model.safetensors'));
  const config = JSON.parse(readFileSync(join(source, 'config.json'), 'utf8'));
  mkdirSync(target, { recursive: true });
  writeTable(join(target, 'model.safetensors'), { ...quantizeRows(table, rows, dim), rows, dim });
  writeFileSync(join(target, 'config.json'), `${JSON.stringify({ ...config, embedding_dtype: 'int8' }, null, 4)}\n`);
  for (const file of ['tokenizer.json', 'modules.json']) copyFileSync(join(source, file), join(target, file));
  writeFileSync(join(target, 'README.md'), CARD);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = process.argv[2];
  if (source === undefined) {
    console.error('usage: node make.mjs FOLDER_OF_POTION_BASE_8M');
    process.exit(2);
  }
  makeModel(source, fileURLToPath(new URL('./model', import.meta.url)));
}
