import { createMatrix, type Matrix, row } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { type ForwardPooling, POOLINGS, pool } from './teacher/pooling.js';
import type { ForwardOptions, Teacher, TeacherBatch } from './teacher/teacher.js';

export interface FakeTeacherOptions extends Partial<Omit<Teacher, 'forward' | 'dispose'>> {
  /** Told of each batch that goes through. */
  onForward?(batch: TeacherBatch): void;
}

/**
 * A teacher without a model, for tests: a token's hidden state is a random vector of its id's and position's own, the
 * pooler's output the first one negated. The same ids give the same vectors, whatever batch they are in.
 */
export function fakeTeacher({ onForward, ...fields }: FakeTeacherOptions = {}): Teacher {
  const dim = fields.dim ?? 8;

  function hiddenStates({ inputIds, rows, length }: TeacherBatch): Float32Array {
    const states = createMatrix(rows * length, dim);
    for (let at = 0; at < rows * length; at++) {
      const random = createRandom(inputIds[at] * 1009 + (at % length));
      const state = row(states, at);
      for (let j = 0; j < dim; j++) state[j] = random.next() * 2 - 1;
    }
    return states.data;
  }

  async function forward(batch: TeacherBatch, options: ForwardOptions<ForwardPooling>): Promise<Matrix>;
  async function forward(batch: TeacherBatch, options: ForwardOptions<readonly ForwardPooling[]>): Promise<Matrix[]>;
  async function forward(
    batch: TeacherBatch,
    { pooling, signal }: ForwardOptions<ForwardPooling | readonly ForwardPooling[]>,
  ): Promise<Matrix | Matrix[]> {
    signal?.throwIfAborted();
    onForward?.(batch);
    const states = { data: hiddenStates(batch), dim, ...batch };
    const matrices = [pooling].flat().map((asked) => {
      const data = pool(states, asked === 'pooler' ? 'first' : asked);
      return { data: asked === 'pooler' ? data.map((value) => -value) : data, rows: batch.rows, dim };
    });
    return typeof pooling === 'string' ? matrices[0] : matrices;
  }

  return {
    name: 'fake-teacher',
    maxLength: 512,
    padTokenId: 0,
    inputs: ['input_ids', 'attention_mask'],
    poolings: POOLINGS,
    concurrency: 2,
    tokenizerJson: '{}',
    specialTokens: {},
    dtype: 'fp32',
    device: 'cpu',
    ...fields,
    dim,
    forward,
    dispose: async () => {},
  };
}
