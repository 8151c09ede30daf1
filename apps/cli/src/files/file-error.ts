import { type ErrorCode, M2vError, SourceError } from '@m2v/core';

const KINDS: Record<string, [code: ErrorCode, what: string, todo?: string]> = {
  ENOENT: ['not-found', 'no such file or folder', 'check the path'],
  ENOTDIR: ['not-found', 'a part of the path is not a folder', 'check the path'],
  EISDIR: ['not-found', 'this is a folder, not a file', 'check the path'],
  EACCES: ['permission', 'permission denied'],
  EPERM: ['permission', 'permission denied'],
  EROFS: ['unwritable', 'the file system is read-only'],
  ENOSPC: ['no-space', 'no space left on the device', 'make room and run again'],
  EDQUOT: ['no-space', 'disk quota exceeded', 'make room and run again'],
};

/** What the operating system said about a file, as an error that says it in words; other errors as they are. */
export function fileError(error: unknown, path: string): unknown {
  if (M2vError.is(error) || !(error instanceof Error) || !('code' in error)) return error;
  const [code, what, todo] = KINDS[String(error.code)] ?? ['unwritable', `could not be used (${error.code})`];
  return new SourceError(code, { where: path, what, todo, cause: error });
}
