import { InputError } from '@m2v/core';

/**
 * The items of an iterable in arrays of `size`, the last one shorter where they do not divide.
 * @throws InputError for a size below 1
 */
export async function* batches<T>(items: AsyncIterable<T> | Iterable<T>, size: number): AsyncGenerator<T[]> {
  if (!(size >= 1))
    throw new InputError({ where: 'size', what: 'cannot be used', value: size, allowed: 'integers from 1' });
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
