/** A file that appears under its name only when it is whole. */
export interface AtomicFile {
  /** Appends bytes; with a position, writes them there instead and leaves the end where it was. */
  write(bytes: Uint8Array, position?: number): Promise<void>;
  /** Flushes the bytes to the disk and puts the file in its place. */
  commit(): Promise<void>;
  /** Removes what was written; never throws. After `commit` it does nothing. */
  discard(): Promise<void>;
}
