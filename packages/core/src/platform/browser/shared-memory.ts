/** Memory like any other: here no thread works on it beside, and pages hand buffers on that must not be shared. */
export function sharedMemory(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
