import { quantizeModel, StaticModel, type Warning } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { fitToCorpus } from '@m2v/distill';
import { fixture } from '@m2v/fixtures';
import type { Teacher } from '@m2v/inference';
import { fakeTeacher } from '@m2v/inference/test';
import { afterAll, describe, expect, test } from 'vitest';
import { type Forward, fitMaterial, recordOf, unlessWorse } from './fit-material.js';

const { teacher, student, texts } = await fitMaterial();
afterAll(() => teacher.dispose());

describe('fitToCorpus', () => {
  test('explains more of the teacher than before, on texts that it has not seen, and says so', async () => {
    const stages = new Set<string>();
    const fitted = await fitToCorpus(student, teacher, texts, {
      dims: 32,
      onProgress: ({ stage }) => stages.add(stage),
    });
    expect([...stages]).toEqual(['texts', 'sentences', 'targets', 'fit']);
    expect(fitted.dim).toBe(32);
    expect(fitted.config).toMatchObject({ apply_pca: 32, hidden_dim: 32, sif_coefficient: null });
    const record = recordOf(fitted);
    expect(record).toMatchObject({
      texts: 570,
      held_out_texts: 30,
      made_up_texts: 0,
      ridge: 0.05,
      steps: 12,
      spectrum: 0.4,
    });
    expect(record.explained_after).toBeGreaterThan(record.explained_before ?? 1);
    expect(record.explained_after).toBeLessThan(1);
  });

  test('the same inputs give the same bytes', async () => {
    const options = { dims: 8, onWarning: unlessWorse };
    const [a, b] = await Promise.all(
      [0, 1].map(async () => (await fitToCorpus(student, teacher, texts, options)).toBytes()),
    );
    expect(a).toEqual(b);
    const other = await (await fitToCorpus(student, teacher, texts, { ...options, seed: 1 })).toBytes();
    expect(other['model.safetensors']).not.toEqual(a['model.safetensors']);
  });

  test('shared rows and weights are folded first', async () => {
    const shared = await quantizeModel(student, { vocabularyQuantization: 40 });
    const folded = new StaticModel({
      ...shared,
      config: { ...shared.config, sif_coefficient: 1e-4 },
      table: { matrix: { ...student.table.matrix, data: unshared(shared) }, dtype: 'float32' },
    });
    const options = { dims: 8, maxTexts: 100 };
    const [a, b] = [
      await fitToCorpus(shared, teacher, texts, options),
      await fitToCorpus(folded, teacher, texts, options),
    ];
    expect(a.table.matrix).toEqual(b.table.matrix);
    expect(a.table.mapping).toBeUndefined();
  });

  test.each<[string, () => string[]]>([
    ['one sentence', () => [texts[0]]],
    ['equal lines', () => new Array(50).fill(texts[0])],
    ['fewer texts than dims', () => texts.slice(0, 9)],
  ])('%s are filled up by made-up texts, with a warning', async (_, some) => {
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => warnings.push(warning);
    const fitted = await fitToCorpus(student, teacher, some(), { dims: 16, onWarning });
    expect(warnings.map(({ code }) => code)).toEqual(['few-texts']);
    const { made_up_texts, texts: all, explained_after } = recordOf(fitted);
    expect(all).toBe(64 + new Set(some()).size);
    expect(made_up_texts).toBe(64);
    expect(explained_after).toBeNull();
    expect(fitted.table.matrix.data.every(Number.isFinite)).toBe(true);
  });

  test.each([
    [63, 32],
    [64, 0],
  ])('beside %d texts for 8 dims stand %d made-up ones', async (count, madeUp) => {
    const options = { dims: 8, steps: 1, onWarning: unlessWorse };
    const fitted = await fitToCorpus(student, teacher, texts.slice(0, count), options);
    expect(recordOf(fitted)).toMatchObject({ made_up_texts: madeUp });
  });

  test('a fit that makes the student worse is told', async () => {
    const warnings: Warning[] = [];
    // A teacher's whims, which steps enough and no pull worth the name learn by heart.
    const forward: Forward = async (batch, options) => {
      const matrices = await (teacher.forward as Forward)(batch, options);
      const random = createRandom(batch.inputIds.reduce((sum, id) => sum + id, 0));
      for (const { data } of matrices)
        data.forEach((_, at) => {
          data[at] += 2 * (random.next() - 0.5);
        });
      return matrices;
    };
    const fitted = await fitToCorpus(student, { ...teacher, forward: forward as Teacher['forward'] }, texts, {
      dims: 32,
      ridge: 1e-6,
      steps: 60,
      onWarning: (warning) => warnings.push(warning),
    });
    const { explained_before: before, explained_after: after } = recordOf(fitted);
    expect(after).toBeLessThan(before ?? -1);
    expect(warnings.map(({ code }) => code)).toEqual(['worse-fit']);
    expect(warnings[0].message).toMatch(
      /^the fit made the student worse: it explains -?[\d.]+ % of the teacher's vectors of texts held out, before -?[\d.]+ %; give more/,
    );
  });

  test('texts of which many tokens are unknown are fitted to, with a warning', async () => {
    const warnings: Warning[] = [];
    const some = texts.slice(0, 70).map((text) => `${text} 東 京 は 大 き い 街 で す`);
    await fitToCorpus(student, teacher, some, { dims: 16, onWarning: (warning) => warnings.push(warning) });
    expect(warnings).toHaveLength(1);
    expect(warnings[0].message).toMatch(/^texts: \d\d % of their tokens are unknown to the model/);
  });

  test.each<[string, () => unknown, object, string]>([
    ['no texts', () => [], {}, 'texts: are none, or all blank'],
    ['blank texts', () => ['', ' '], {}, 'texts: are none, or all blank'],
    ['unknown tokens alone', () => ['ↈ ↈↈ'], {}, 'texts: hold no token that the model knows'],
    ['a text', () => 'one text', {}, 'texts: is one text'],
    ['no count of dims', () => texts, { dims: 0 }, 'dims: cannot be used, got 0; allowed: integers from 1'],
    ['no steps', () => texts, { steps: 0.5 }, 'steps: cannot be used, got 0.5'],
    ['no pull', () => texts, { ridge: 0 }, 'ridge: cannot be used, got 0; allowed: finite numbers above 0'],
    ['an exponent above 1', () => texts, { spectrum: 2 }, 'spectrum: cannot be used, got 2; allowed: 0 to 1'],
    ['three threads', () => texts, { threads: JSON.parse('3') }, 'threads: cannot be used, got 3; allowed: 1 or 2'],
  ])('%s is refused', async (_, some, options, message) => {
    await expect(fitToCorpus(student, teacher, some() as string[], options)).rejects.toThrow(message);
  });

  test('a student of another teacher with the same tokenizer is fitted with a warning, and then bears its name', async () => {
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => warnings.push(warning);
    const fitted = await fitToCorpus(student, { ...teacher, name: 'sister' }, texts, { dims: 32, onWarning });
    expect(warnings.map(({ message }) => message)).toEqual([
      'the student was distilled from tiny-bert, and is now fitted to what sister says',
    ]);
    expect(fitted.baseModelName).toBe('sister');
  });

  test('a student that was fitted before is fitted again, with a warning', async () => {
    const first = await fitToCorpus(student, teacher, texts, { dims: 8, onWarning: unlessWorse });
    const codes: string[] = [];
    const again = await fitToCorpus(first, teacher, texts, { onWarning: ({ code }) => codes.push(code) });
    expect(codes).toContain('fitted-before');
    const { explained_before: before, explained_after: after } = recordOf(again);
    // It begins where the first fit has ended, in the spread of its targets.
    expect(before).toBeCloseTo(recordOf(first).explained_after ?? 0, 1);
    expect(after).toBeGreaterThan((before ?? 1) - 0.02);
    codes.length = 0;
    // Of so few texts none is held out, and nothing said too much of.
    await fitToCorpus(first, teacher, texts.slice(0, 100), { onWarning: ({ code }) => codes.push(code) });
    expect(codes).toEqual([]);
  });

  test('a corpus of one text, and a vocabulary without words for others, is refused', async () => {
    const { tokenizer, table, config } = student;
    const letters = new StaticModel({
      ...student,
      tokenizer: { ...tokenizer, tokens: tokenizer.tokens.map((token) => token.replace(/^\p{L}{2,}$/u, '#')) },
      table,
      config,
    });
    await expect(fitToCorpus(letters, teacher, [texts[0]], { dims: 8 })).rejects.toThrow(
      'texts: are too few, and the student has no words to make up others of, got 1; allowed: 2 or more',
    );
  });

  test('more dims than the teacher tells of are cut, with a warning', async () => {
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => warnings.push(warning);
    const fitted = await fitToCorpus(student, teacher, texts, { dims: 500, onWarning });
    expect(fitted.dim).toBe(64);
    expect(warnings.map(({ code }) => code)).toEqual(['pca-too-wide']);
  });

  test('a student of another tokenizer is refused', async () => {
    const other = await StaticModel.fromPretrained(fixture('models/cased/model'));
    // What is refused needs no warning beside it.
    const onWarning = ({ message }: Warning) => expect.unreachable(message);
    const run = fitToCorpus(other, { ...teacher, tokenizerJson: otherTokenizer() }, texts, { onWarning });
    await expect(run).rejects.toThrow(
      'student: has another tokenizer than the teacher tiny-bert; fit a student of this teacher',
    );
  });

  test.each([0, 1])('a teacher that gives no numbers is told, in view %i', async (view) => {
    const broken = fakeTeacher({ dim: 32, tokenizerJson: teacher.tokenizerJson, name: 'broken' });
    const forward: Forward = async (batch, options) => {
      const matrices = await (broken.forward as Forward)(batch, options);
      matrices[view]?.data.fill(Number.NaN);
      return matrices;
    };
    await expect(
      fitToCorpus(student, { ...broken, forward: forward as Teacher['forward'] }, texts, { onWarning: () => {} }),
    ).rejects.toThrow(/^broken: the teacher gives no numbers for a text, got "/);
  });

  test.each(['texts', 'sentences', 'targets', 'fit'])('an abort while %s are at work ends it', async (asked) => {
    const controller = new AbortController();
    const run = fitToCorpus(student, teacher, texts, {
      dims: 8,
      signal: controller.signal,
      onProgress: ({ stage }) => {
        if (stage === asked) controller.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
  });
});

function unshared({ table, tokens, dim }: StaticModel): Float32Array {
  const data = new Float32Array(tokens.length * dim);
  tokens.forEach((_, i) => {
    const row = table.mapping?.[i] ?? i;
    for (let j = 0; j < dim; j++) data[i * dim + j] = table.matrix.data[row * dim + j] * (table.weights?.[i] ?? 1);
  });
  return data;
}

/** A tokenizer of the teacher's kind with other words. */
function otherTokenizer(): string {
  const json = JSON.parse(teacher.tokenizerJson);
  const vocab = Object.fromEntries(
    Object.entries<number>(json.model.vocab).map(([token, id]) => [token.startsWith('[') ? token : `${token}q`, id]),
  );
  return JSON.stringify({ ...json, model: { ...json.model, vocab } });
}
