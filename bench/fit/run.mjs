// What fitting costs: npm run bench -- fit [--vectors FILE] [--sentences N] [--repeats N] [--write]
// The whole command beside a plain distillation, the teacher's pass beside PyTorch's, the solver's products alone, and the solver with the
// teacher's vectors of all sentences at hand: a cache that `m2v distill --fit` with `--max-texts 144007`, or `npm run bench:quality`, has
// left.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findReference } from '../find-reference.mjs';
import { alternate, measure } from '../measure.mjs';
import { sentences } from '../quality/sets.mjs';

/** @param {string[]} args @param {string} root */
export async function run(args, root) {
  const { values } = parseArgs({
    args,
    options: {
      material: { type: 'string', default: '../shared' },
      vectors: { type: 'string' },
      sentences: { type: 'string', default: '3000' },
      repeats: { type: 'string', default: '4' },
    },
  });
  const material = join(root, values.material);
  if (!existsSync(material))
    throw new Error(`${material} is missing; name the folder of models and data by --material`);
  const corpus = sentences(join(material, 'data/quality'));
  const count = Number(values.sentences);
  const teacher = join(material, 'models/all-MiniLM-L6-v2');
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-bench-'));
  const file = (name, lines) => {
    writeFileSync(join(scratch, name), lines.join('\n'));
    return join(scratch, name);
  };
  const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
  const seconds = (value) => `${value.toFixed(1)} s`;
  const rows = [];
  try {
    const some = file('some.txt', corpus.slice(0, count));
    const command = (...more) => [
      ...[process.execPath, 'apps/cli/dist/m2v.js', 'distill', teacher, '--output', join(scratch, 'out')],
      ...more,
    ];
    const [plain, fitted] = await alternate(
      {
        plain: () => measure(command(), { cwd: root }),
        fitted: () => measure(command('--fit', some), { cwd: root }),
      },
      Number(values.repeats),
    );
    rows.push([
      `distil with a fit to ${count.toLocaleString('en-US')} sentences, beside without`,
      seconds(fitted.median),
      seconds(plain.median),
      (fitted.median / plain.median).toFixed(2),
      '',
    ]);

    const ours = await measure([process.execPath, beside('teacher.mjs'), teacher, some], { cwd: root });
    const rate = Number(ours.stdout.trim().split('\n').at(-1));
    const { python, versions } = findReference(root);
    const theirs =
      python &&
      Number(
        execFileSync(python, [beside('teacher.py'), some], { encoding: 'utf8' })
          .trim()
          .split('\n')
          .at(-1),
      );
    rows.push([
      "the teacher's pass, beside PyTorch on two threads",
      `${rate.toFixed(0)} sentences/s`,
      theirs ? `${theirs.toFixed(0)} sentences/s` : '',
      theirs ? (rate / theirs).toFixed(2) : '',
      '',
    ]);

    const kernel = await measure([process.execPath, beside('normal-product.mjs'), String(corpus.length)], {
      cwd: root,
    });
    const { SIMD, plain: plainly } = JSON.parse(kernel.stdout);
    rows.push([
      `twelve products of the solver alone, on ${corpus.length.toLocaleString('en-US')} made-up texts, SIMD beside plain`,
      seconds(SIMD),
      seconds(plainly),
      (SIMD / plainly).toFixed(2),
      '',
    ]);

    if (values.vectors !== undefined) {
      const all = file('all.txt', corpus);
      for (const [way, threads] of [
        ['SIMD', 1],
        ['SIMD', 2],
        ['plain', 1],
      ]) {
        const solver = await measure(
          [process.execPath, beside('solver.mjs'), teacher, all, values.vectors, way, String(threads)],
          { cwd: root },
        );
        const { fitSeconds, seconds: whole } = JSON.parse(solver.stdout.trim().split('\n').at(-1));
        rows.push([
          `twelve steps of the solver on ${corpus.length.toLocaleString('en-US')} sentences, 256 columns, ${way}, ${threads === 1 ? 'one thread' : 'two threads'}, beside the whole fit`,
          seconds(fitSeconds),
          seconds(whole),
          (fitSeconds / whole).toFixed(2),
          `${solver.peakMiB.toFixed(0)} MiB`,
        ]);
      }
    }
    return {
      title: 'Fitting',
      about:
        'all-MiniLM-L6-v2 float32, 256 dims. The whole fit begins with the teacher’s vectors on disk and a plain student, and ends with the model; memory is its peak. Distilling takes turns with and without a fit, of which these are the medians.',
      versions,
      head: ['what', 'measured', 'beside', 'ratio', 'memory'],
      rows,
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
