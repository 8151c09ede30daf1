import { InputError } from '@m2v/core';
import { withoutCommonFolder } from '../workers/common-folder.js';
import type { PageFiles } from '../workers/file-storage.js';

/** A folder as it was chosen or dropped. */
export interface PageFolder {
  name: string;
  files: PageFiles;
}

/** The files of a chosen folder by their paths in it. */
export function chosenFolder(files: readonly File[]): PageFolder {
  const paths = Object.fromEntries(files.map((file) => [file.webkitRelativePath || file.name, file]));
  const [first = ''] = Object.keys(paths);
  return {
    name: first.includes('/') ? first.slice(0, first.indexOf('/')) : 'files',
    files: withoutCommonFolder(paths),
  };
}

/**
 * All files that were dropped, those in dropped folders included.
 * @throws InputError where there is none: dropped text, or an empty folder
 */
export async function droppedFolder(items: DataTransferItemList): Promise<PageFolder> {
  // To be asked for before anything is awaited: the list is empty afterwards.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files: PageFiles = {};
  for (const entry of entries) await gather(entry, files);
  if (Object.keys(files).length === 0) {
    throw new InputError({ what: 'there is no file in what was dropped', todo: 'drop a file, or a folder of files' });
  }
  const name = entries.length === 1 && entries[0].isDirectory ? entries[0].name : 'files';
  return { name, files: withoutCommonFolder(files) };
}

/**
 * The one file that was dropped.
 * @throws InputError where there are more: which of them is meant is not guessed
 */
export function onlyFile({ files }: PageFolder): { name: string; file: Blob } {
  const [[path, file], ...others] = Object.entries(files);
  if (others.length === 0) return { name: path, file };
  throw new InputError({ what: `${others.length + 1} files were dropped`, todo: 'drop one file at a time' });
}

async function gather(entry: FileSystemEntry, files: PageFiles): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    files[path] = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  // A reader gives some entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const inner of some) await gather(inner, files);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
