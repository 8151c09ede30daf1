import { SourceError, UnsupportedError } from '@m2v/core';
import { makeFinite, type Pooling, pool } from './pooling.js';
import type { TeacherBatch } from './teacher.js';

export interface ModelLocation {
  /** Folder (a path, or in a browser a URL) that holds the model's folder. */
  parent: string;
  /** The model's folder in it. */
  name: string;
}

export interface ModelSettings {
  /** Which of the model's ONNX files: `fp32`, `q8`, `fp16` and so on, as transformers.js names them. */
  dtype: string;
  device: 'cpu' | 'webgpu' | 'auto';
}

/** A loaded model, seen as m2v needs it. */
export interface LoadedModel {
  inputs: string[];
  dim: number;
  poolings: Pooling[];
  /** One rows x dim array for each pooling. */
  forward(batch: TeacherBatch, poolings: readonly Pooling[]): Promise<Float32Array<ArrayBuffer>[]>;
}

type TransformersJs = typeof import('@huggingface/transformers');
type Model = Awaited<ReturnType<TransformersJs['AutoModel']['from_pretrained']>>;
type Tensor = InstanceType<TransformersJs['Tensor']>;

/**
 * Loads a model by transformers.js, which never downloads anything here: the files lie at `location`.
 * @throws SourceError where transformers.js is not installed, or cannot make a model of the files.
 */
export async function loadModel(
  { parent, name }: ModelLocation,
  { dtype, device }: ModelSettings,
): Promise<LoadedModel> {
  const { AutoModel, Tensor, env } = await importTransformersJs();
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = parent;
  const model = await AutoModel.from_pretrained(name, {
    // The file name says the rest; transformers.js checks it.
    dtype: dtype as 'fp32',
    device: device as 'cpu',
    // One thread a session: several workers of one thread are faster than one session of several.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  }).catch((cause: unknown) => {
    throw new SourceError('not-found', {
      where: name,
      what: `the model cannot be loaded (${cause instanceof Error ? cause.message : String(cause)})`,
      todo: 'check its config.json and its ONNX files',
      cause,
    });
  });
  const inputs = inputNames(model);

  const run = async ({ inputIds, attentionMask, rows, length }: TeacherBatch): Promise<Record<string, Tensor>> => {
    const int64 = (values: ArrayLike<number>) =>
      new Tensor('int64', BigInt64Array.from(values, BigInt), [rows, length]);
    const feeds: Record<string, Tensor> = { input_ids: int64(inputIds), attention_mask: int64(attentionMask) };
    if (inputs.includes('token_type_ids')) feeds.token_type_ids = int64(new Uint8Array(rows * length));
    return (await model(feeds)) as Record<string, Tensor>;
  };
  const probe = await run({ inputIds: Int32Array.of(0), attentionMask: Int32Array.of(1), rows: 1, length: 1 });
  const dim = probe.last_hidden_state?.dims[2];
  if (dim === undefined) {
    throw new UnsupportedError('unsupported-pooling', {
      where: name,
      what: 'the model has no output last_hidden_state',
      value: Object.keys(probe),
    });
  }
  const poolings: Pooling[] =
    probe.pooler_output === undefined ? ['mean', 'first', 'last'] : ['mean', 'first', 'last', 'pooler'];

  return {
    inputs,
    dim,
    poolings,
    async forward(batch, asked) {
      const outputs = await run(batch);
      const data = outputs.last_hidden_state.data as Float32Array;
      return asked.map((pooling) => {
        const pooled =
          pooling === 'pooler'
            ? new Float32Array(outputs.pooler_output.data as Float32Array)
            : pool({ data, dim, ...batch }, pooling);
        makeFinite(pooled);
        return pooled;
      });
    },
  };
}

async function importTransformersJs(): Promise<TransformersJs> {
  try {
    return await import('@huggingface/transformers');
  } catch (cause) {
    throw new SourceError('missing-package', {
      what: 'a teacher needs the package @huggingface/transformers, which is not installed',
      todo: 'run: npm install @huggingface/transformers --onnxruntime-node-install=skip',
      cause,
    });
  }
}

function inputNames(model: Model): string[] {
  const sessions = model.sessions as Record<string, { inputNames?: readonly string[] } | undefined>;
  return [...(sessions.model?.inputNames ?? [])];
}
