import { InputError } from '@m2v/core';
import { unzip, type Zippable, zipSync } from 'fflate';
import { withoutCommonFolder } from './common-folder.js';

/** Files as a zip that holds one folder. Vectors hardly shrink, so they are stored as they are. */
export function zipFolder(folder: string, files: Record<string, Uint8Array>): Blob {
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(files)) {
    entries[`${folder}/${name}`] = [bytes, { level: name.endsWith('.safetensors') ? 0 : 6 }];
  }
  return new Blob([new Uint8Array(zipSync(entries))], { type: 'application/zip' });
}

// A model is a handful of files; a teacher's folder has some twenty.
const MAX_FILES = 200;
// The largest static models that are published are below; a bomb is far above.
const MAX_BYTES = 2 ** 30;

/** The files in a zip, by their paths below the one folder that holds all of them, if there is one. */
export async function unzipFolder(bytes: Uint8Array, name: string): Promise<Record<string, Uint8Array>> {
  let count = 0;
  let total = 0;
  const unpacked = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    const stop = (what: string) => {
      throw new InputError({ where: name, what, todo: 'zip the model’s folder alone' });
    };
    try {
      unzip(
        bytes,
        {
          filter({ name: path, originalSize }) {
            if (path.endsWith('/') || /(^|\/)(__MACOSX\/|\.)/.test(path)) return false;
            total += originalSize;
            if (++count > MAX_FILES) stop(`holds more than ${MAX_FILES} files`);
            if (total > MAX_BYTES) stop('unpacks to more than 1 GB');
            return true;
          },
        },
        (error, files) => (error ? reject(notZip(name, error)) : resolve(files)),
      );
    } catch (error) {
      reject(InputError.is(error) ? error : notZip(name, error));
    }
  });
  return withoutCommonFolder(unpacked);
}

function notZip(name: string, cause: unknown): InputError {
  return new InputError({
    where: name,
    what: 'is no zip file that can be unpacked',
    todo: 'choose another file',
    cause,
  });
}
