import { readFileSync } from 'node:fs';
import { memoryStorage } from '../../../packages/core/dist/index.js';
import { unzipSync } from '../node_modules/fflate/esm/index.mjs';

/** The folder in a zip that was saved, as a storage. @param {import('playwright-core').Download} download */
export async function zipStorage(download) {
  const files = Object.entries(unzipSync(new Uint8Array(readFileSync(await download.path()))));
  return memoryStorage(Object.fromEntries(files.map(([path, bytes]) => [path.split('/')[1], bytes])));
}
