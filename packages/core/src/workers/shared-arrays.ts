import { sharedMemory } from '#platform';

/** Zeros that threads share, where they can. */
export function sharedFloats(length: number): Float32Array {
  return new Float32Array(sharedMemory(4 * length));
}

/** Zeros that threads share, where they can. */
export function sharedDoubles(length: number): Float64Array {
  return new Float64Array(sharedMemory(8 * length));
}

/** Zeros that threads share, where they can. */
export function sharedInts(length: number): Int32Array {
  return new Int32Array(sharedMemory(4 * length));
}

/** A copy that threads share, where they can. */
export function sharedFloatsOf(values: Float32Array): Float32Array {
  const copy = sharedFloats(values.length);
  copy.set(values);
  return copy;
}

/** Whether threads see the same numbers in these arrays, and not copies of them. */
export function areShared(arrays: readonly Float32Array[]): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && arrays.every(({ buffer }) => buffer instanceof SharedArrayBuffer);
}
