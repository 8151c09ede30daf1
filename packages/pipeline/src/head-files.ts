import { FormatError, type Storage, UnsupportedError } from '@m2v/core';
import {
  createTensor,
  encodeSafetensors,
  isRecord,
  readSafetensorsHeader,
  readTensor,
  type Tensor,
  tensorPlace,
  toFloat32,
} from '@m2v/core/kit';
import { type Activation, type Head, headProblem, type Label, type LinearLayer } from './head.js';

/** The file of a head's layers, beside the model's. */
export const HEAD_FILE = 'head.safetensors';

const ACTIVATIONS: readonly string[] = ['softmax', 'sigmoid', 'identity'] satisfies Activation[];

/** The bytes of head.safetensors, as the reference writes it: `head.{i}.weight` [outputs, inputs] and `head.{i}.bias`. */
export function formatHead({ layers }: Head): Uint8Array {
  const tensors = new Map<string, Tensor>();
  layers.forEach(({ weight, bias, inputs, outputs }, i) => {
    tensors.set(`head.${i}.weight`, createTensor('F32', [outputs, inputs], new Float32Array(weight)));
    tensors.set(`head.${i}.bias`, createTensor('F32', [outputs], new Float32Array(bias)));
  });
  return encodeSafetensors(tensors);
}

/** The field `head_config` of config.json. */
export function headConfig({ layers, activation, classes }: Head): Record<string, unknown> {
  return { n_layers: layers.length, activation, classes: classes ?? null };
}

/**
 * Reads a head; undefined where the storage has no head.safetensors.
 * @param config the model's config.json, whose `head_config` says the rest; without it there are no layers
 * @param dim the width of the model's vectors
 * @throws FormatError for files that are not what they claim to be
 */
export async function readHead(
  storage: Storage,
  config: Record<string, unknown>,
  dim: number,
): Promise<Head | undefined> {
  const file = await storage.open(HEAD_FILE);
  if (file === undefined) return undefined;
  const where = `${storage.name}/${HEAD_FILE}`;
  const { count, activation, classes } = parseHeadConfig(
    config.head_config,
    `${storage.name}/config.json: head_config`,
  );
  const header = await readSafetensorsHeader(file, where);
  const layers: LinearLayer[] = [];
  for (let i = 0; i < count; i++) {
    for (const part of ['weight', 'bias']) {
      if (!header.tensors.has(`head.${i}.${part}`)) throw wrong(where, `there is no tensor head.${i}.${part}`);
    }
    const weight = await readTensor(file, header, `head.${i}.weight`, where);
    const bias = await readTensor(file, header, `head.${i}.bias`, where);
    const [outputs, inputs] = weight.shape;
    if (weight.shape.length !== 2 || bias.shape.length !== 1 || bias.shape[0] !== outputs) {
      throw wrong(tensorPlace(where, `head.${i}.bias`), 'does not fit its weight', [weight.shape, bias.shape]);
    }
    layers.push({ weight: float32(weight, where, i), bias: float32(bias, where, i), inputs, outputs });
  }
  const head = { layers, activation, classes };
  const problem = headProblem(head, dim);
  if (problem === undefined) return head;
  throw new FormatError('invalid-model', { ...problem, where: `${where}: ${problem.where}` });
}

function float32(tensor: Tensor, where: string, layer: number): Float32Array {
  if (['F64', 'F32', 'F16', 'BF16'].includes(tensor.dtype)) return toFloat32(tensor);
  throw new UnsupportedError('unsupported-dtype', {
    where: tensorPlace(where, `head.${layer}`),
    what: 'm2v does not compute with this dtype here',
    value: tensor.dtype,
  });
}

function parseHeadConfig(value: unknown, where: string): { count: number; activation: Activation; classes?: Label[] } {
  if (value === undefined) return { count: 0, activation: 'identity' };
  if (!isRecord(value)) throw wrong(where, 'is no object');
  const { n_layers: count, activation, classes } = value;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    throw wrong(where, 'n_layers is no count', count);
  if (!isActivation(activation)) throw wrong(where, 'activation is unknown', activation);
  if (classes === null || classes === undefined) return { count, activation };
  if (!Array.isArray(classes) || !classes.every((name) => typeof name === 'string' || typeof name === 'number')) {
    throw wrong(where, 'classes are not all names or numbers', classes);
  }
  return { count, activation, classes };
}

function isActivation(value: unknown): value is Activation {
  return typeof value === 'string' && ACTIVATIONS.includes(value);
}

function wrong(where: string, what: string, value?: unknown): FormatError {
  return new FormatError('invalid-model', value === undefined ? { where, what } : { where, what, value });
}
