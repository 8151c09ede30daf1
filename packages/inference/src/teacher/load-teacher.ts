import { InputError, type SourceOptions, type Storage } from '@m2v/core';
import { availableThreads, callWorker, openSource } from '@m2v/core/kit';
import { embeddedSource, modelLocation, spawnTeacherWorker } from '#platform';
import { modelFiles, openOnnxFile, type TeacherDtype } from './open-onnx-file.js';
import type { Teacher, TeacherDevice } from './teacher.js';
import { readTeacherFiles } from './teacher-files.js';
import type { TeacherWorkerApi } from './teacher-worker-api.js';
import type { WasmPaths } from './transformers-js.js';
import { stopWorkers, workerTeacher } from './worker-teacher.js';

/** A teacher as the embedded packages export it: its hub id, and the URL of each file, all in one folder. */
export interface EmbeddedTeacher {
  name: string;
  files: Readonly<Record<string, URL>>;
}

/**
 * A folder with ONNX files, a hub id (`owner/name`), the URL of a folder, or an embedded package; in a browser a storage
 * as well, such as `memoryStorage` makes of files that somebody dropped.
 */
export type TeacherSource = string | URL | EmbeddedTeacher | Storage;

export interface LoadTeacherOptions extends SourceOptions {
  /** Which ONNX file. Default: fp32 where there is one, else q8. */
  dtype?: TeacherDtype;
  /** What computes: 'auto' is WebGPU where there is one, else the processor. Default 'cpu'. */
  device?: TeacherDevice | 'auto';
  /** Workers of one thread, each with the whole model in memory. Default: 2, or 1 on a machine with one core. */
  threads?: number;
  /**
   * Browser only: where the two files of onnxruntime-web lie. Without it transformers.js fetches them from a CDN. WebGPU needs
   * those named `…asyncify`; without WebGPU the plain ones, half as large, do.
   */
  wasmPaths?: WasmPaths;
}

const MAX_DEFAULT_THREADS = 2;
const DEVICES: readonly string[] = ['cpu', 'webgpu', 'auto'] satisfies LoadTeacherOptions['device'][];

/**
 * Loads a teacher by transformers.js in worker threads, so that the caller's event loop stays free. Call `dispose` when
 * done: its workers keep the model in memory.
 * @throws SourceError where files, ONNX files or transformers.js are missing; FormatError for damaged files.
 */
export async function loadTeacher(source: TeacherSource, options: LoadTeacherOptions = {}): Promise<Teacher> {
  const { dtype: asked, device = 'cpu', wasmPaths, signal, onProgress } = options;
  const threads = options.threads ?? Math.min(MAX_DEFAULT_THREADS, availableThreads());
  if (!Number.isInteger(threads) || threads < 1) {
    throw new InputError({
      where: 'threads',
      what: 'is not a number of workers',
      value: threads,
      allowed: 'an integer above 0',
    });
  }
  if (!DEVICES.includes(device)) {
    throw new InputError({ where: 'device', what: 'not a device', value: device, allowed: DEVICES.join(', ') });
  }
  signal?.throwIfAborted();
  const storage = await openSource(sourceOf(source), options);
  const files = await readTeacherFiles(storage);
  const dtype = await openOnnxFile(storage, asked);
  const location = await modelLocation(storage, modelFiles(dtype));

  const workers = Array.from({ length: threads }, () => callWorker<TeacherWorkerApi>(spawnTeacherWorker()));
  try {
    onProgress?.({ stage: 'load', done: 0, total: threads, unit: 'workers' });
    const [loaded] = await Promise.all(
      workers.map((worker) => worker.call('load', { location, settings: { dtype, device, wasmPaths } }, { signal })),
    );
    onProgress?.({ stage: 'load', done: threads, total: threads, unit: 'workers' });
    return workerTeacher(workers, { ...files, ...loaded, name: nameOf(source, storage, location.name), dtype });
  } catch (error) {
    await stopWorkers(workers);
    throw error;
  }
}

function sourceOf(source: TeacherSource): string | URL | EmbeddedTeacher['files'] | Storage {
  if (!isEmbedded(source)) return source;
  const config = source?.files?.['config.json'];
  if (config instanceof URL) return embeddedSource(source.files, config);
  throw new InputError({
    where: 'source',
    what: 'not a source of a teacher',
    value: source,
    allowed: 'a folder, a hub id (owner/name), a URL, an embedded package, or in a browser a storage',
  });
}

/** The hub id of what the hub has or an embedded package holds, the name of any other folder. */
function nameOf(source: TeacherSource, storage: Storage, folderName: string): string {
  if (isEmbedded(source)) return source.name;
  return 'commit' in storage ? String(source) : folderName;
}

function isEmbedded(source: TeacherSource): source is EmbeddedTeacher {
  return typeof source === 'object' && !(source instanceof URL) && !(source !== null && 'open' in source);
}
