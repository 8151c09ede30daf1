import { InputError, type SourceOptions, type Storage } from '@m2v/core';
import { callWorker, openSource } from '@m2v/core/kit';
import { availableThreads, modelLocation, spawnTeacherWorker } from '#platform';
import { openOnnxFile, type TeacherDtype } from './open-onnx-file.js';
import type { Teacher, TeacherDevice } from './teacher.js';
import { readTeacherFiles } from './teacher-files.js';
import type { TeacherWorkerApi } from './teacher-worker-api.js';
import { stopWorkers, workerTeacher } from './worker-teacher.js';

/** A teacher as the embedded packages export it: its hub id, and the URL of each file, all in one folder. */
export interface EmbeddedTeacher {
  name: string;
  files: Readonly<Record<string, URL>>;
}

/** A folder with ONNX files, a hub id (`owner/name`), the URL of a folder, or an embedded package. */
export type TeacherSource = string | URL | EmbeddedTeacher;

export interface LoadTeacherOptions extends SourceOptions {
  /** Which ONNX file. Default: fp32 where there is one, else q8. */
  dtype?: TeacherDtype;
  /** What computes: 'auto' is WebGPU where there is one, else the processor. Default 'cpu'. */
  device?: TeacherDevice | 'auto';
  /** Workers of one thread, each with the whole model in memory. Default: 2, or 1 on a machine with one core. */
  threads?: number;
}

const MAX_DEFAULT_THREADS = 2;
const DEVICES: readonly string[] = ['cpu', 'webgpu', 'auto'] satisfies LoadTeacherOptions['device'][];

/**
 * Loads a teacher by transformers.js in worker threads, so that the caller's event loop stays free. Call `dispose` when
 * done: its workers keep the model in memory.
 * @throws SourceError where files, ONNX files or transformers.js are missing; FormatError for damaged files.
 */
export async function loadTeacher(source: TeacherSource, options: LoadTeacherOptions = {}): Promise<Teacher> {
  const { dtype: asked, device = 'cpu', signal, onProgress } = options;
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
  const storage = await openSource(folderOf(source), options);
  const files = await readTeacherFiles(storage);
  const dtype = await openOnnxFile(storage, asked);
  const location = modelLocation(storage);

  const workers = Array.from({ length: threads }, () => callWorker<TeacherWorkerApi>(spawnTeacherWorker()));
  try {
    onProgress?.({ stage: 'load', done: 0, total: threads, unit: 'workers' });
    const [loaded] = await Promise.all(
      workers.map((worker) => worker.call('load', { location, settings: { dtype, device } }, { signal })),
    );
    onProgress?.({ stage: 'load', done: threads, total: threads, unit: 'workers' });
    return workerTeacher(workers, { ...files, ...loaded, name: nameOf(source, storage, location.name), dtype });
  } catch (error) {
    await stopWorkers(workers);
    throw error;
  }
}

function folderOf(source: TeacherSource): string | URL {
  if (!isEmbedded(source)) return source;
  const config = source?.files?.['config.json'];
  if (config instanceof URL) return new URL('.', config);
  throw new InputError({
    where: 'source',
    what: 'not a source of a teacher',
    value: source,
    allowed: 'a folder, a hub id (owner/name), a URL, or an embedded package',
  });
}

/** The hub id of what the hub has or an embedded package holds, the name of any other folder. */
function nameOf(source: TeacherSource, storage: Storage, folderName: string): string {
  if (isEmbedded(source)) return source.name;
  return 'commit' in storage ? String(source) : folderName;
}

function isEmbedded(source: TeacherSource): source is EmbeddedTeacher {
  return typeof source === 'object' && !(source instanceof URL);
}
