import { Worker } from 'node:worker_threads';
import { linkThread, type WorkerLink } from '@m2v/core/kit';

/** A new thread that holds a teacher's model; the file lies beside this one's bundle. */
export function spawnTeacherWorker(): WorkerLink {
  return linkThread(new Worker(new URL('../teacher-worker.js', import.meta.url)));
}
