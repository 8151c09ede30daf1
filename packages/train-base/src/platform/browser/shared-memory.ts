/** Memory like any other: here nobody trains beside, and pages hand buffers on that must not be shared. */
export function sharedMemory(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
