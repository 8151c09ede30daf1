import { readFileSync } from 'node:fs';
import { cosineSimilarity, dot, kMeans, type Matrix, row, StaticModel } from '@m2v/core';
import { type DistillOptions, distillFromTeacher } from '@m2v/distill';
import { fixture, listFixtures } from '@m2v/fixtures';
import type { Teacher } from '@m2v/inference';
import { loadTeacher } from '@m2v/inference/teacher';
import { afterAll, describe, expect, test } from 'vitest';

interface Expected {
  warnings: string[];
  inertia?: number;
  /** Why m2v gives something else on purpose. */
  differs?: string;
}

// Between a token's row here and in the reference, which computes in float32.
const COSINE = 0.9999;
// k-means starts elsewhere than the reference: what is held is how well it does.
const INERTIA = 1.02;

const teachers = new Map<string, Promise<Teacher>>();
afterAll(async () => {
  for (const teacher of teachers.values()) await (await teacher).dispose();
});

const cases = listFixtures('distilled').filter((name) => !name.endsWith('.json'));

describe.each(cases)('%s', (name) => {
  const { teacher, options } = readJson<{ teacher: string; options: DistillOptions }>(`distilled/${name}/options.json`);
  const expected = readJson<Expected>(`distilled/${name}/expected.json`);
  const distilled = distillTiny(teacher, options);
  const reference = StaticModel.fromPretrained(fixture(`distilled/${name}/expected`));

  test('config and tokens are the reference’s', async () => {
    const [ours, theirs] = await Promise.all([distilled, reference]);
    expect(ours.model.tokens).toEqual(theirs.tokens);
    expect(ours.model.baseModelName).toBe(theirs.baseModelName);
    expect(ours.model.normalize).toBe(true);
    expect(ours.model.maxLength).toBe(512);
    const { embedding_dtype, max_length, vocabulary_quantization, ...config } = theirs.config;
    expect(ours.model.config).toEqual(config);
    expect(ours.model.table.dtype).toBe(embedding_dtype === 'float64' ? 'float32' : embedding_dtype);
    expect(ours.model.table.mapping && ours.model.table.matrix.rows).toBe(vocabulary_quantization);
  });

  test('as many warnings', async () => {
    expect((await distilled).warnings).toHaveLength(expected.warnings.length);
  });

  if (options.vocabularyQuantization === undefined) {
    test(expected.differs === undefined ? 'rows are the reference’s' : 'rows differ from the reference’s', async () => {
      const [ours, theirs] = await Promise.all([distilled, reference]);
      const cosines = rowCosines(ours.model.table.matrix, theirs.table.matrix);
      if (expected.differs === undefined) expect(Math.min(...cosines)).toBeGreaterThan(COSINE);
      else expect(Math.min(...cosines)).toBeLessThan(COSINE);
    });
  } else {
    test('shared rows: the reference’s weights, and clusters as tight', async () => {
      const [ours, theirs] = await Promise.all([distilled, reference]);
      expect(ours.model.table.mapping).toHaveLength(theirs.tokens.length);
      if (options.quantizeTo !== 'int8') {
        theirs.table.weights?.forEach((weight, i) => {
          expect(ours.model.table.weights?.[i]).toBeCloseTo(weight, 12);
        });
      }
      const raw = await distillTiny(teacher, {
        ...options,
        vocabularyQuantization: null,
        pcaDims: null,
        sifCoefficient: null,
        quantizeTo: 'float32',
      });
      const { inertia } = await kMeans(raw.model.table.matrix, options.vocabularyQuantization!);
      expect(inertia).toBeLessThanOrEqual(INERTIA * expected.inertia!);
    });
  }
});

const { cases: refused } = readJson<{ cases: { options: DistillOptions; message: string; differs?: boolean }[] }>(
  'distilled/raises.json',
);

test.each(refused)('$options: $message', async ({ options, differs }) => {
  const distilling = distillTiny('tiny-bert', options);
  if (differs) await expect(distilling).resolves.toBeDefined();
  else await expect(distilling).rejects.toThrow(new RegExp(Object.keys(options)[0]));
});

async function distillTiny(name: string, options: DistillOptions) {
  const teacher = teachers.get(name) ?? loadTeacher(fixture(`teachers/${name}`), { threads: 1 });
  teachers.set(name, teacher);
  const warnings: string[] = [];
  const model = await distillFromTeacher(await teacher, {
    ...options,
    onWarning: ({ message }) => warnings.push(message),
  });
  return { model, warnings };
}

function rowCosines(a: Matrix, b: Matrix): number[] {
  expect([a.rows, a.dim]).toEqual([b.rows, b.dim]);
  return Array.from({ length: a.rows }, (_, i) => cosine(row(a, i), row(b, i)));
}

/** Rows of zeros, which a token of no variance gets, agree. */
function cosine(a: Float32Array, b: Float32Array): number {
  return dot(a, a) === 0 && dot(b, b) === 0 ? 1 : cosineSimilarity(a, b);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(fixture(path), 'utf8')) as T;
}
