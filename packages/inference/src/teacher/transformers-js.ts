import { FormatError, SourceError, UnsupportedError } from '@m2v/core';
import type { TeacherDtype } from './open-onnx-file.js';
import { type ForwardPooling, makeFinite, type Pooling, pool } from './pooling.js';
import type { TeacherBatch, TeacherDevice } from './teacher.js';

export interface ModelLocation {
  /** Folder that holds the model's folder. */
  parent: string;
  /** The model's folder in it. */
  name: string;
  /** Where there is no file system: what the model's folder holds, by path. */
  files?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Where the two files of onnxruntime-web lie (`ort-wasm-simd-threaded….mjs` and `.wasm`), as absolute URLs. */
export interface WasmPaths {
  mjs: string;
  wasm: string;
}

export interface ModelSettings {
  /** Which of the model's ONNX files. */
  dtype: TeacherDtype;
  device: TeacherDevice | 'auto';
  wasmPaths?: WasmPaths;
}

/** A loaded model, seen as m2v needs it. */
export interface LoadedModel {
  inputs: string[];
  dim: number;
  poolings: Pooling[];
  /** What computes. */
  device: TeacherDevice;
  /** One rows x dim array for each pooling. */
  forward(batch: TeacherBatch, poolings: readonly ForwardPooling[]): Promise<Float32Array<ArrayBuffer>[]>;
}

type TransformersJs = typeof import('@huggingface/transformers');
type Model = Awaited<ReturnType<TransformersJs['AutoModel']['from_pretrained']>>;
type Tensor = InstanceType<TransformersJs['Tensor']>;

/**
 * Loads a model by transformers.js, which never downloads anything here: the files lie at `location`.
 * @throws SourceError where transformers.js is not installed, or cannot make a model of the files.
 */
export async function loadModel(location: ModelLocation, settings: ModelSettings): Promise<LoadedModel> {
  const transformersJs = await importTransformersJs();
  const { name } = location;
  const { model, device } = await openModel(transformersJs, location, settings);
  const { Tensor } = transformersJs;
  const inputs = inputNames(model);

  const run = async ({ inputIds, attentionMask, rows, length }: TeacherBatch): Promise<Record<string, Tensor>> => {
    const int64 = (values: ArrayLike<number>) =>
      new Tensor('int64', BigInt64Array.from(values, BigInt), [rows, length]);
    const feeds: Record<string, Tensor> = { input_ids: int64(inputIds), attention_mask: int64(attentionMask) };
    if (inputs.includes('token_type_ids')) feeds.token_type_ids = int64(new Uint8Array(rows * length));
    try {
      return (await model(feeds)) as Record<string, Tensor>;
    } catch (cause) {
      throw new FormatError('invalid-teacher', {
        where: name,
        what: `the model cannot run (${messageOf(cause)})`,
        todo: 'export it anew, with the inputs input_ids, attention_mask and token_type_ids',
        cause,
      });
    }
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
    device,
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

/** Opens the model on the device asked for; `auto` is WebGPU where there is one, else the processor. */
async function openModel(
  { AutoModel, env }: TransformersJs,
  { parent, name, files }: ModelLocation,
  { dtype, device, wasmPaths }: ModelSettings,
): Promise<{ model: Model; device: TeacherDevice }> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = parent;
  if (files !== undefined) serveFiles(env, `${parent}${name}/`, files);
  if (wasmPaths !== undefined && env.backends.onnx.wasm !== undefined) {
    env.backends.onnx.wasm.wasmPaths = wasmPaths;
    // Its cache would run the script from a blob: URL, which a content security policy rarely allows.
    env.useWasmCache = false;
  }
  const open = (on: TeacherDevice) =>
    AutoModel.from_pretrained(name, {
      dtype,
      // Named differently in Node and in a browser, the processor is what is used where no device is named.
      device: on === 'cpu' ? undefined : on,
      // One thread a session: several workers of one thread are faster than one session of several.
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
    });
  if (device === 'auto') {
    const onGpu = await open('webgpu').catch(() => undefined);
    if (onGpu !== undefined) return { model: onGpu, device: 'webgpu' };
  }
  const on = device === 'auto' ? 'cpu' : device;
  try {
    return { model: await open(on), device: on };
  } catch (cause) {
    const what = `the model cannot be loaded on the device ${on} (${messageOf(cause)})`;
    if (on === 'webgpu') {
      throw new UnsupportedError('unsupported-runtime', { where: name, what, todo: 'use the device cpu', cause });
    }
    throw new FormatError('invalid-teacher', {
      where: name,
      what,
      todo: 'check its config.json and its ONNX files',
      cause,
    });
  }
}

/** Makes transformers.js read below `folder` what is in memory, and nothing else. */
function serveFiles(env: TransformersJs['env'], folder: string, files: NonNullable<ModelLocation['files']>): void {
  env.useBrowserCache = false;
  env.fetch = async (url: string | URL) => {
    const path = String(url);
    const bytes = path.startsWith(folder) ? files.get(path.slice(folder.length)) : undefined;
    if (bytes === undefined) return new Response(null, { status: 404 });
    return new Response(bytes, { headers: { 'content-length': String(bytes.length) } });
  };
}

async function importTransformersJs(): Promise<TransformersJs> {
  try {
    return await import('@huggingface/transformers');
  } catch (cause) {
    // It is there, and something in it does not load: to install it again would not help.
    if (!isMissingModule(cause)) {
      throw new SourceError('missing-package', {
        what: `the package @huggingface/transformers does not load (${messageOf(cause)})`,
        todo: 'install it for this platform',
        cause,
      });
    }
    throw new SourceError('missing-package', {
      what: 'a teacher needs the package @huggingface/transformers, which is not installed',
      todo: 'run: npm install @huggingface/transformers --onnxruntime-node-install=skip',
      cause,
    });
  }
}

function isMissingModule(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function inputNames(model: Model): string[] {
  const sessions = model.sessions as Record<string, { inputNames?: readonly string[] } | undefined>;
  return [...(sessions.model?.inputNames ?? [])];
}
