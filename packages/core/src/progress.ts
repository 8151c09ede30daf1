/** One report on long work: `done` of `total` (absent while unknown), counted in `unit`. */
export interface Progress {
  /** The step at hand, such as `tokens` or `pca`. */
  stage: string;
  done: number;
  total?: number;
  /** What is counted: `bytes`, `tokens`, `texts`, `files`. */
  unit: string;
  /** Further figures, such as a loss or the explained variance. */
  metrics?: Record<string, number>;
}

export type OnProgress = (progress: Progress) => void;

/** Something a caller should know that is no failure. */
export interface Warning {
  code: string;
  message: string;
}

export type OnWarning = (warning: Warning) => void;

/** Where warnings go unless the caller takes them. */
export const warnOnConsole: OnWarning = ({ message }) => console.warn(message);
