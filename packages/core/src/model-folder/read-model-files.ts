import { FormatError, UnsupportedError } from '../errors.js';
import { type ModelConfig, parseConfig } from '../formats/config.js';
import { type ModelCard, parseModelCard } from '../formats/model-card.js';
import {
  readSafetensorsHeader,
  type SafetensorsHeader,
  type TensorInfo,
  tensorPlace,
} from '../formats/safetensors-header.js';
import { readTensor, type Tensor, toInt32 } from '../formats/tensor.js';
import { settleAll } from '../settle-all.js';
import type { Storage, StoredFile } from '../storage/storage.js';
import { type Layout, openLayout } from './layouts.js';

const EMBEDDING_DTYPES = ['F64', 'F32', 'F16', 'BF16', 'I8'];
const WEIGHT_DTYPES = ['F64', 'F32', 'F16', 'BF16'];

/** A model's files, read and checked each for itself; whether they fit the tokenizer is not looked at. */
export interface ModelFiles {
  layout: Layout;
  config: ModelConfig;
  tokenizerJson: Uint8Array;
  /** rows x dim, at least 1 x 1; F64, F32, F16, BF16 or I8. */
  embeddings: Tensor;
  /** One a token with a mapping, one a row without; F64, F32, F16 or BF16. */
  weights?: Tensor;
  /** The row of each token, each below the number of rows; an integer dtype. */
  mapping?: Tensor;
  card: ModelCard;
}

/** What can be said of a model without reading its tensors. */
export interface ModelFilesSummary {
  layout: Layout;
  config: ModelConfig;
  tokenizerJson: Uint8Array;
  card: ModelCard;
  /** The tensors' dtypes, shapes and places. */
  tensors: SafetensorsHeader['tensors'];
  /** Bytes of each of the layout's files. */
  sizes: Record<'config' | 'tensors' | 'tokenizer', number>;
}

/**
 * Reads a model's files.
 * @throws SourceError where one is missing or cannot be read, FormatError where one is not what it claims to be,
 *   UnsupportedError for a dtype that m2v does not compute with
 */
export async function readModelFiles(storage: Storage): Promise<ModelFiles> {
  const { header, where, tensorsFile, ...rest } = await readAround(storage);
  const { layout } = rest;
  const optional = (name: string): Promise<Tensor> | undefined =>
    header.tensors.has(name) ? readTensor(tensorsFile, header, name, where) : undefined;
  const place = (name: string): string => tensorPlace(where, name);

  const [embeddings, weights, mapping] = await Promise.all([
    readTensor(tensorsFile, header, layout.embeddings, where),
    optional('weights'),
    optional('mapping'),
  ]);
  checkShape(embeddings, 2, place(layout.embeddings));
  checkDtype(embeddings, EMBEDDING_DTYPES, place(layout.embeddings));
  if (weights !== undefined) {
    checkShape(weights, 1, place('weights'));
    checkDtype(weights, WEIGHT_DTYPES, place('weights'));
  }
  if (mapping !== undefined) {
    checkShape(mapping, 1, place('mapping'));
    checkRows(mapping, embeddings.shape[0], place('mapping'));
  }
  if (weights !== undefined) checkWeightCount(weights, mapping, embeddings, place('weights'));
  return {
    layout,
    config: rest.config,
    tokenizerJson: rest.tokenizerJson,
    card: rest.card,
    embeddings,
    weights,
    mapping,
  };
}

/**
 * Reads all but a model's tensors, of which only the header is read and checked.
 * @throws as `readModelFiles` does
 */
export async function inspectModelFiles(storage: Storage): Promise<ModelFilesSummary> {
  const { header, sizes, layout, config, tokenizerJson, card } = await readAround(storage);
  return { layout, config, tokenizerJson, card, tensors: header.tensors, sizes };
}

interface Surroundings extends Omit<ModelFilesSummary, 'tensors'> {
  header: SafetensorsHeader;
  tensorsFile: StoredFile;
  /** The tensors' file, for messages. */
  where: string;
}

async function readAround(storage: Storage): Promise<Surroundings> {
  const { layout, config, tensors, tokenizer } = await openLayout(storage);
  const where = `${storage.name}/${layout.tensors}`;
  const [configBytes, tokenizerJson, cardBytes, header] = await settleAll([
    readBytes(config),
    readBytes(tokenizer),
    storage.open('README.md').then((file) => (file === undefined ? undefined : readBytes(file))),
    readSafetensorsHeader(tensors, where),
  ]);
  return {
    layout,
    config: parseConfig(configBytes, `${storage.name}/${layout.config}`),
    tokenizerJson,
    card: cardBytes === undefined ? {} : parseModelCard(cardBytes, `${storage.name}/README.md`),
    sizes: { config: config.byteLength, tensors: tensors.byteLength, tokenizer: tokenizer.byteLength },
    header,
    tensorsFile: tensors,
    where,
  };
}

async function readBytes(file: StoredFile): Promise<Uint8Array> {
  return new Uint8Array(await file.slice());
}

function checkShape({ shape }: Pick<TensorInfo, 'shape'>, dimensions: number, where: string): void {
  if (shape.length === dimensions && shape.every((size) => size > 0)) return;
  throw new FormatError('invalid-model', {
    where,
    what: `it should have ${dimensions === 1 ? 'one dimension' : 'two dimensions'}, each of 1 or more`,
    value: shape,
  });
}

function checkDtype({ dtype }: Tensor, allowed: string[], where: string): void {
  if (allowed.includes(dtype)) return;
  throw new UnsupportedError('unsupported-dtype', {
    where,
    what: 'm2v does not compute with this dtype here',
    value: dtype,
    allowed: allowed.join(', '),
  });
}

function checkRows(mapping: Tensor, rows: number, where: string): void {
  const elements = toInt32(mapping, where);
  const wrong = elements.findIndex((row) => row < 0 || row >= rows);
  if (wrong < 0) return;
  throw new FormatError('invalid-model', {
    where,
    what: `token ${wrong} is mapped to a row that is not there`,
    value: elements[wrong],
    allowed: `0 to ${rows - 1}`,
  });
}

function checkWeightCount(weights: Tensor, mapping: Tensor | undefined, embeddings: Tensor, where: string): void {
  const expected = mapping === undefined ? embeddings.shape[0] : mapping.shape[0];
  if (weights.shape[0] === expected) return;
  throw new FormatError('invalid-model', {
    where,
    what: `there should be ${expected}, one a ${mapping === undefined ? 'row' : 'token'}`,
    value: weights.shape[0],
  });
}
