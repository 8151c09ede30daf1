import type { Matrix } from '@m2v/core';
import type { CalledWorker } from '@m2v/core/kit';
import { checkPooling } from './check-pooling.js';
import type { ForwardPooling } from './pooling.js';
import type { ForwardOptions, Teacher, TeacherBatch } from './teacher.js';
import type { TeacherWorkerApi } from './teacher-worker-api.js';

type Description = Omit<Teacher, 'forward' | 'dispose' | 'concurrency'>;

// While a worker is at one batch the next one waits in it, so that it goes on where the caller is busy when the first is done.
const BATCHES_A_WORKER = 2;

/** A teacher over workers that have each loaded its model: a batch goes to the one with the least to do. */
export function workerTeacher(workers: CalledWorker<TeacherWorkerApi>[], description: Description): Teacher {
  async function forward(batch: TeacherBatch, options: ForwardOptions<ForwardPooling>): Promise<Matrix>;
  async function forward(batch: TeacherBatch, options: ForwardOptions<readonly ForwardPooling[]>): Promise<Matrix[]>;
  async function forward(
    batch: TeacherBatch,
    { pooling, signal }: ForwardOptions<ForwardPooling | readonly ForwardPooling[]>,
  ): Promise<Matrix | Matrix[]> {
    const poolings = typeof pooling === 'string' ? [pooling] : pooling;
    for (const asked of poolings) checkPooling(description, asked);
    const worker = workers.reduce((idlest, other) => (other.pending < idlest.pending ? other : idlest));
    const answers = await worker.call('forward', { batch, poolings }, { signal });
    const matrices = answers.map((data) => ({ data, rows: batch.rows, dim: description.dim }));
    return typeof pooling === 'string' ? matrices[0] : matrices;
  }

  return {
    ...description,
    concurrency: BATCHES_A_WORKER * workers.length,
    forward,
    async dispose() {
      await stopWorkers(workers);
    },
  };
}

/** Stops workers as soon as none is within onnxruntime, which does not survive it. */
export async function stopWorkers(workers: CalledWorker<TeacherWorkerApi>[]): Promise<void> {
  await Promise.all(
    workers.map(async (worker) => {
      // A worker that is gone already has nothing to settle.
      await worker.call('settle', null).catch(() => {});
      await worker.terminate();
    }),
  );
}
