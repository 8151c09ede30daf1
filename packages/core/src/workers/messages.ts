import type { ErrorRecord } from '../errors.js';
import type { Progress } from '../progress.js';

/** What the caller sends: a call, or word that its answer is no longer wanted. */
export type CallMessage = { kind: 'call'; id: number; name: string; input: unknown } | { kind: 'abort'; id: number };

/** What the worker sends back about the call of that id. */
export type AnswerMessage =
  | { kind: 'progress'; id: number; progress: Progress }
  | { kind: 'value'; id: number; value: unknown }
  | { kind: 'error'; id: number; error: ErrorRecord };
