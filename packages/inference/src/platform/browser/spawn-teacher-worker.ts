import { linkWebWorker, type WorkerLink } from '@m2v/core/kit';

/** A new worker that holds a teacher's model; the file lies beside this one's bundle. */
export function spawnTeacherWorker(): WorkerLink {
  return linkWebWorker(new Worker(new URL('../teacher-worker.js', import.meta.url), { type: 'module' }));
}
