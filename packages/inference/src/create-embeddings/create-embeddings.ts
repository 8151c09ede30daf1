import { createMatrix, InputError, type Matrix, type OnProgress, row } from '@m2v/core';
import type { ForwardPooling } from '../teacher/pooling.js';
import type { Teacher, TeacherBatch } from '../teacher/teacher.js';
import { planBatches } from './plan-batches.js';

export interface CreateEmbeddingsOptions<P extends ForwardPooling | readonly ForwardPooling[] = ForwardPooling> {
  /** Default 'mean'. Several give as many matrices, out of one pass of the teacher. */
  pooling?: P;
  /** Sequences a batch at most. Default 256: on a processor, as many of two tokens as go in a batch. */
  batchSize?: number;
  /** Stage of the progress reports. Default 'embeddings'. */
  stage?: string;
  /** What the progress reports count. Default 'sequences'. */
  unit?: string;
  /** Told of each batch that is done. */
  onProgress?: OnProgress;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

// Positions a batch. On a processor what a layer makes of them is to stay in the cache: with 16,384, sentences took twice the
// time. A graphics card wants many at once.
const BATCH_TOKENS = { cpu: 512, webgpu: 16_384 };

/**
 * The teacher's vector for each sequence of its token ids, sequences x teacher.dim, in the order given. Sequences go in
 * sorted by length, padded on the right; one longer than the teacher takes is cut.
 * @throws InputError for an empty sequence, UnsupportedError for a pooling, the signal's reason when aborted.
 */
export async function createEmbeddings(
  teacher: Teacher,
  sequences: readonly Int32Array[],
  options?: CreateEmbeddingsOptions,
): Promise<Matrix>;
export async function createEmbeddings(
  teacher: Teacher,
  sequences: readonly Int32Array[],
  options: CreateEmbeddingsOptions<readonly ForwardPooling[]>,
): Promise<Matrix[]>;
export async function createEmbeddings(
  teacher: Teacher,
  sequences: readonly Int32Array[],
  options: CreateEmbeddingsOptions<ForwardPooling | readonly ForwardPooling[]> = {},
): Promise<Matrix | Matrix[]> {
  const { pooling = 'mean', batchSize = 256, stage = 'embeddings', unit = 'sequences', onProgress, signal } = options;
  checkCount('batchSize', batchSize);
  checkCount('teacher.concurrency', teacher.concurrency);
  const empty = sequences.findIndex((sequence) => sequence.length === 0);
  if (empty >= 0) throw new InputError({ where: `sequences[${empty}]`, what: 'has no token ids' });
  const poolings = typeof pooling === 'string' ? [pooling] : pooling;
  const results = poolings.map(() => createMatrix(sequences.length, teacher.dim));
  const lengths = sequences.map((sequence) => Math.min(sequence.length, teacher.maxLength));
  const batches = planBatches(lengths, { batchSize, batchTokens: BATCH_TOKENS[teacher.device] });

  let next = 0;
  let done = 0;
  onProgress?.({ stage, done, total: sequences.length, unit });
  // Each lane sends its next batch when the last one is back, and none once another has failed.
  const lane = async () => {
    while (next < batches.length) {
      signal?.throwIfAborted();
      const batch = batches[next++];
      const padded = padBatch(
        batch.map((index) => sequences[index].subarray(0, lengths[index])),
        teacher.padTokenId,
      );
      const matrices = await teacher.forward(padded, { pooling: poolings, signal });
      matrices.forEach((matrix, p) => {
        batch.forEach((index, r) => {
          row(results[p], index).set(row(matrix, r));
        });
      });
      done += batch.length;
      onProgress?.({ stage, done, total: sequences.length, unit });
    }
  };
  const stop = (error: unknown) => {
    next = batches.length;
    throw error;
  };
  await Promise.all(Array.from({ length: teacher.concurrency }, () => lane().catch(stop)));
  return typeof pooling === 'string' ? results[0] : results;
}

function padBatch(sequences: Int32Array[], padTokenId: number): TeacherBatch {
  const rows = sequences.length;
  const length = Math.max(...sequences.map((sequence) => sequence.length));
  const inputIds = new Int32Array(rows * length).fill(padTokenId);
  const attentionMask = new Int32Array(rows * length);
  sequences.forEach((sequence, r) => {
    inputIds.set(sequence, r * length);
    attentionMask.fill(1, r * length, r * length + sequence.length);
  });
  return { inputIds, attentionMask, rows, length };
}

function checkCount(where: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return;
  throw new InputError({ where, what: 'is no count', value, allowed: 'an integer above 0' });
}
