/** A readable file: anything with a size that can be sliced (hyparquet's AsyncBuffer). */
export interface StoredFile {
  byteLength: number;
  /** Bytes `start` (default 0) to `end` (default byteLength), as a buffer of their own. */
  slice(start?: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

/** A place that holds a model's files: a folder, a URL, a snapshot of the hub, memory. */
export interface Storage {
  /** What to call this place in messages. */
  name: string;
  /** The folder on disk in which the opened files lie under their paths, if they lie on disk. */
  folder?: string;
  /** A file by its relative path (`/` between folders), or undefined where there is none. */
  open(path: string): Promise<StoredFile | undefined>;
}
