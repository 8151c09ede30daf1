/** What the run of one command needs beside its arguments. */
export interface Context {
  /** Aborted by Ctrl-C: long work stops, and what is half-written is removed. */
  signal: AbortSignal;
}
