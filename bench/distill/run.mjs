// all-MiniLM-L6-v2 in float32 to a static model, whole process against whole process:
// npm run bench -- distill [--teacher FOLDER] [--repeats N] [--write]

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findReference } from '../find-reference.mjs';
import { alternate, measure } from '../measure.mjs';

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: {
      teacher: { type: 'string', default: '../shared/models/all-MiniLM-L6-v2' },
      repeats: { type: 'string', default: '4' },
    },
  });
  const teacher = join(root, values.teacher);
  const cli = join(root, 'apps/cli/dist/m2v.js');
  if (!existsSync(join(teacher, 'onnx/model.onnx')))
    throw new Error(`${teacher} has no onnx/model.onnx; name it by --teacher`);
  if (!existsSync(cli)) throw new Error('the command line is not built: npm run build');

  const shapes = {};
  const contender = (name, command) => () =>
    intoTemporaryFolder(async (output) => {
      const measured = await measure(command(output), { cwd: root, env: { HF_HUB_OFFLINE: '1' } });
      shapes[name] = tableShape(join(output, 'model.safetensors'));
      return measured;
    });
  const ours = (output) => [process.execPath, cli, 'distill', teacher, '--dtype', 'fp32', '--output', output];
  const contenders = { m2v: contender('m2v', ours) };
  const { python, versions } = findReference(root);
  if (python === undefined) {
    console.error('the reference is not installed, so m2v is measured alone; npm run reference:setup installs it');
  } else {
    const script = fileURLToPath(new URL('reference.py', import.meta.url));
    contenders['model2vec (Python)'] = contender('model2vec (Python)', (output) => [python, script, output]);
  }

  const results = await alternate(contenders, Number(values.repeats));
  if (new Set(Object.values(shapes)).size > 1) throw new Error(`not the same work: ${JSON.stringify(shapes)}`);
  const [{ first, median }] = results;
  return {
    title: 'Distillation',
    about:
      `all-MiniLM-L6-v2, float32, default options (${shapes.m2v} out), from the start of the process to its end, imports ` +
      'and saving included; the contenders take turns.',
    versions,
    head: [
      'process',
      'first run, s',
      'median, s',
      'fastest to slowest, s',
      'peak memory, MiB',
      'm2v takes, of first / median',
    ],
    rows: results.map((result) => [
      result.name,
      result.first.toFixed(1),
      result.median.toFixed(1),
      `${result.fastest.toFixed(1)} to ${result.slowest.toFixed(1)}`,
      Number.isNaN(result.peakMiB) ? '' : result.peakMiB.toFixed(0),
      `${(first / result.first).toFixed(2)} / ${(median / result.median).toFixed(2)}`,
    ]),
  };
}

async function intoTemporaryFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'm2v-bench-'));
  try {
    return await use(join(folder, 'model'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows x dims of the table that was written: contenders that did not do the same work are no contenders. */
function tableShape(path) {
  const bytes = readFileSync(path);
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + Number(bytes.readBigUInt64LE(0))));
  return `${header.embeddings.shape.join(' x ')} ${header.embeddings.dtype}`;
}
