import type { OnProgress } from '../progress.js';

/** One file's part in a download of several: told its size once, then every piece. */
export interface FileProgress {
  begin(size: number | undefined): void;
  advance(bytes: number): void;
}

/** Adds up downloads that run side by side, so that `done` and `total` speak of all files asked for so far. */
export function createDownloadProgress(onProgress: OnProgress | undefined): () => FileProgress {
  let done = 0;
  // Known only as long as every file has said its size.
  let total: number | undefined = 0;
  const report = (): void => onProgress?.({ stage: 'download', done, total, unit: 'bytes' });
  return () => ({
    begin(size) {
      total = size === undefined || total === undefined ? undefined : total + size;
      report();
    },
    advance(bytes) {
      done += bytes;
      report();
    },
  });
}
