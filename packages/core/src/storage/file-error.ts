import { SourceError, type SourceErrorCode } from '../errors.js';

interface Explanation {
  code: SourceErrorCode;
  what: string;
  todo: string;
}

const READING = new Map<string, Explanation>([
  ['ENOENT', { code: 'not-found', what: 'no such file or folder', todo: 'check the path' }],
  ['ENOTDIR', { code: 'not-found', what: 'a part of the path is a file, not a folder', todo: 'check the path' }],
  ['EISDIR', { code: 'not-found', what: 'this is a folder, not a file', todo: 'check the path' }],
  ['ENAMETOOLONG', { code: 'not-found', what: 'the name is too long for a file', todo: 'check the path' }],
  ['ELOOP', { code: 'not-found', what: 'the links lead in a circle', todo: 'check the path' }],
  ['EACCES', { code: 'permission', what: 'reading is not permitted', todo: 'change its permissions' }],
  ['EPERM', { code: 'permission', what: 'reading is not permitted', todo: 'change its permissions' }],
  ['EMFILE', { code: 'unreadable', what: 'too many files are open', todo: 'raise the limit (ulimit -n)' }],
]);

const WRITING = new Map<string, Explanation>([
  ['ENOSPC', { code: 'no-space', what: 'the disk is full', todo: 'make room or choose another place' }],
  ['EDQUOT', { code: 'no-space', what: 'the disk quota is used up', todo: 'make room or choose another place' }],
  ['EFBIG', { code: 'no-space', what: 'the file is larger than the system allows', todo: 'choose another place' }],
  ['EROFS', { code: 'unwritable', what: 'the file system is read-only', todo: 'choose another place' }],
  ['ENOENT', { code: 'not-found', what: 'no such folder', todo: 'check the path' }],
  ['ENOTDIR', { code: 'unwritable', what: 'a part of the path is a file, not a folder', todo: 'choose another place' }],
  ['EEXIST', { code: 'unwritable', what: 'something else stands there', todo: 'remove it or choose another place' }],
  ['EISDIR', { code: 'unwritable', what: 'a folder stands there', todo: 'remove it or choose another place' }],
  ['ENAMETOOLONG', { code: 'unwritable', what: 'the name is too long for a file', todo: 'choose a shorter one' }],
  [
    'EACCES',
    { code: 'permission', what: 'writing is not permitted', todo: 'change its permissions or choose another place' },
  ],
  [
    'EPERM',
    { code: 'permission', what: 'writing is not permitted', todo: 'change its permissions or choose another place' },
  ],
  ['EMFILE', { code: 'unwritable', what: 'too many files are open', todo: 'raise the limit (ulimit -n)' }],
]);

/** What the operating system said about a path, as the one line that a user can act on. */
export function fileError(cause: unknown, path: string, doing: 'read' | 'write'): SourceError {
  const { code, what, todo } =
    (doing === 'read' ? READING : WRITING).get(systemCode(cause)) ??
    ({
      code: doing === 'read' ? 'unreadable' : 'unwritable',
      what: `it could not be ${doing === 'read' ? 'read' : 'written'} (${cause instanceof Error ? cause.message : cause})`,
      todo: 'try again or choose another place',
    } satisfies Explanation);
  return new SourceError(code, { where: path, what, todo, cause });
}

/** The system's name for an error, such as `ENOENT`; empty for an error that did not come from it. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether the system said that there is nothing at a path. */
export function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
