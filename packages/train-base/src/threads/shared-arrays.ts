// Browsers offer shared memory to isolated pages only; elsewhere one thread does it all, in memory of its own.
const Memory = typeof SharedArrayBuffer === 'undefined' ? ArrayBuffer : SharedArrayBuffer;

// Zeros that threads share, where they can.

export function sharedFloats(length: number): Float32Array {
  return new Float32Array(new Memory(4 * length));
}

export function sharedDoubles(length: number): Float64Array {
  return new Float64Array(new Memory(8 * length));
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(new Memory(4 * length));
}

/** A copy that threads can share. */
export function sharedFloatsOf(values: Float32Array): Float32Array {
  const copy = sharedFloats(values.length);
  copy.set(values);
  return copy;
}

/** Whether threads see the same numbers in these arrays, and not copies of them. */
export function areShared(arrays: readonly Float32Array[]): boolean {
  return Memory !== ArrayBuffer && arrays.every(({ buffer }) => buffer instanceof Memory);
}
