/** A folder's place, with links resolved as far as it exists. */
export interface FolderPlace {
  path: string;
  parent: string;
  /** Its name within the parent. */
  name: string;
}

/**
 * What reading and writing a model folder asks of a file system. Paths are joined with `/`. Whatever fails throws a
 * SourceError that says what to do.
 */
export interface FolderOps {
  resolve(folder: string): Promise<FolderPlace>;
  /** Names in a folder; undefined where there is nothing. */
  list(folder: string): Promise<string[] | undefined>;
  /** Whether a folder may be renamed: not in use as a mount or as the current folder, and its parent is writable. */
  isMovable(folder: string): Promise<boolean>;
  /** Makes a folder and those above it; returns the topmost one that was new, or undefined. Errors name it by `target`. */
  makeFolder(folder: string, target?: string): Promise<string | undefined>;
  readFile(path: string): Promise<Uint8Array>;
  /** Writes a new file and flushes it to the disk; errors name it by `target`, where it is to go. */
  writeFile(path: string, bytes: Uint8Array, target: string): Promise<void>;
  /** Moves a file over another one, or a folder to where nothing is. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all that it holds; nothing there is fine. */
  remove(path: string): Promise<void>;
  /** Removes a folder only if it is empty. */
  removeEmpty(folder: string): Promise<void>;
  /** Flushes a folder's entries to the disk. */
  flush(folder: string): Promise<void>;
}
