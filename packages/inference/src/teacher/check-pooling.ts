import { UnsupportedError } from '@m2v/core';
import type { ForwardPooling } from './pooling.js';
import type { Teacher } from './teacher.js';

/** @throws UnsupportedError for a pooling that the teacher has no output for. */
export function checkPooling({ name, poolings }: Pick<Teacher, 'name' | 'poolings'>, asked: ForwardPooling): void {
  if (poolings.includes(asked === 'inner' ? 'mean' : asked)) return;
  throw new UnsupportedError('unsupported-pooling', {
    where: name,
    what: 'the teacher cannot be pooled this way: its model has no such output',
    value: asked,
    allowed: poolings.join(', '),
  });
}
