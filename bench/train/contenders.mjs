import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { findReference } from '../find-reference.mjs';
import { measure } from '../measure.mjs';

/**
 * Who trains potion-base-8M on a data set, and on what.
 * @param {string} root @param {string} material the folder of models and data, relative to the root
 * @param {(use: { versions?: Record<string, string>, contenders: Record<string, Contender> }) => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 * @typedef {(data: string, options: object) => Promise<{ seconds: number, peakMiB?: number, figures: Record<string, number> }>} Contender
 */
export async function withContenders(root, material, work) {
  const model = join(root, material, 'models/potion-base-8M');
  if (!existsSync(model)) throw new Error(`${model} is missing; name the folder of models and data by --material`);
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-bench-'));
  const unpacked = (name) => {
    const path = join(scratch, `${name}.jsonl`);
    if (!existsSync(path)) {
      writeFileSync(path, gunzipSync(readFileSync(join(root, material, `data/${name}.jsonl.gz`))));
    }
    return path;
  };
  const contender = (command) => async (data, options) => {
    const files = [unpacked(`${data}-train`), unpacked(`${data}-test`)];
    const measured = await measure([...command, model, ...files, JSON.stringify(options)], { cwd: root });
    return { ...measured, figures: JSON.parse(measured.stdout.trim().split('\n').at(-1)) };
  };
  const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
  const contenders = { m2v: contender([process.execPath, beside('m2v.mjs')]) };
  const { python, versions } = findReference(root);
  if (python === undefined) console.error('the reference is not installed, so m2v is measured alone');
  else contenders['model2vec (Python)'] = contender([python, beside('reference.py')]);
  try {
    return await work({ versions, contenders });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
