import { type Progress, quantizeModel, type StaticModel, type Warning } from '@m2v/core';
import { type DistillOptions, distillFromTeacher, fitToCorpus, fitToVocabulary } from '@m2v/distill';
import type { Teacher } from '@m2v/inference';
import { afterAll, describe, expect, test } from 'vitest';
import { BARE, type Forward, fitMaterial, recordOf, unlessWorse } from './fit-material.js';

const { teacher, student, texts } = await fitMaterial();
afterAll(() => teacher.dispose());

describe('distillFromTeacher with fit', () => {
  test('fits to texts at the width asked for, in the dtype asked for', async () => {
    const model = await distillFromTeacher(teacher, {
      pcaDims: 8,
      fit: texts,
      quantizeTo: 'int8',
      fitOptions: { steps: 6 },
      onWarning: unlessWorse,
    });
    expect(model.dim).toBe(8);
    expect(model.table.dtype).toBe('int8');
    expect(recordOf(model)).toMatchObject({ texts: 570, steps: 6 });
    const bare = await distillFromTeacher(teacher, { ...BARE, endToken: false });
    const fitted = await fitToCorpus(bare, teacher, texts, { dims: 8, steps: 6, onWarning: unlessWorse });
    expect(recordOf(model)).toEqual(recordOf(fitted));
    expect(model.table).toEqual((await quantizeModel(fitted, { quantizeTo: 'int8' })).table);
    const wide = await distillFromTeacher(teacher, { pcaDims: null, fit: texts, vocabularyQuantization: 30 });
    expect(wide.dim).toBe(32);
    expect(wide.table.mapping).toHaveLength(wide.tokens.length);
  });

  describe('while the teacher reads tokens', () => {
    const options = { pcaDims: 8, fit: texts, onWarning: unlessWorse } as const;

    /** The teacher, which waits before it reads a batch of tokens for the nth time or later; tokens are two a sequence. */
    function slowOnTokens(wait: (time: number) => Promise<void>): Teacher {
      let times = 0;
      const forward: Forward = async (batch, forwardOptions) => {
        if (batch.length === 2) await wait(times++);
        return (teacher.forward as Forward)(batch, forwardOptions);
      };
      return { ...teacher, forward: forward as Teacher['forward'] };
    }

    test('it tells of one stage after the other, of the tokens in one go', async () => {
      const told: Progress[] = [];
      // Long enough for the fit to be done meanwhile.
      const slow = slowOnTokens(() => new Promise((resolve) => setTimeout(resolve, 100)));
      for (const asked of [teacher, slow]) {
        told.length = 0;
        const model = await distillFromTeacher(asked, { ...options, onProgress: (progress) => told.push(progress) });
        const stages = told.map(({ stage }) => stage).filter((stage, i, all) => stage !== all[i - 1]);
        expect(stages.slice(0, 3)).toEqual(['texts', 'sentences', 'tokens']);
        expect(new Set(stages).size).toBe(stages.length);
        const tokens = told.filter(({ stage }) => stage === 'tokens');
        expect(tokens.every(({ total }) => total === model.tokens.length)).toBe(true);
        const done = tokens.map((progress) => progress.done);
        expect(done).toEqual([...done].sort((a, b) => a - b));
        expect(done.at(-1)).toBe(model.tokens.length);
      }
    });

    test.each([0, 2])('an abort ends it, and so does a teacher that fails, at batch %i', async (at) => {
      const controller = new AbortController();
      const aborting = slowOnTokens(async (time) => {
        if (time === at) controller.abort(new Error('enough'));
      });
      await expect(distillFromTeacher(aborting, { ...options, signal: controller.signal })).rejects.toThrow('enough');
      const failing = slowOnTokens(async (time) => {
        if (time === at) throw new Error('the teacher is gone');
      });
      const told: string[] = [];
      const onProgress = ({ stage }: Progress) => told.push(stage);
      await expect(distillFromTeacher(failing, { ...options, onProgress })).rejects.toThrow('the teacher is gone');
      const count = told.length;
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(told).toHaveLength(count);
      expect(told).not.toContain('fit');
    });
  });

  test('begins with tokens that are read without an end token, unless told', async () => {
    const options = { ...BARE, pcaDims: 8, onWarning: unlessWorse } as const;
    for (const fit of [texts, 'vocabulary'] as const) {
      const fitOptions = { maxTexts: 100 };
      const open = await distillFromTeacher(teacher, { ...options, fit, fitOptions });
      const closed = await distillFromTeacher(teacher, { ...options, fit, fitOptions, endToken: true });
      expect(open.config).toHaveProperty('end_token', false);
      expect(closed.config).not.toHaveProperty('end_token');
      expect(closed.table.matrix).not.toEqual(open.table.matrix);
    }
  });

  test.each<[string, DistillOptions, string]>([
    ['none', { fit: [] }, 'texts: are none, or all blank'],
    ['no text', { fit: ['a', 7] as string[] }, 'texts[1]: is not a string'],
    [
      'a pooling that it has not',
      { fit: ['a'], pooling: 'pooler' },
      'tiny-bert: the teacher cannot be pooled this way',
    ],
    ['more rows to share than tokens', { fit: ['a'], vocabularyQuantization: 1e6 }, 'vocabularyQuantization: '],
  ])('%s is told before the teacher is asked', async (_, options, message) => {
    const forward = () => Promise.reject(new Error('the teacher was asked'));
    const asked = { ...teacher, forward: forward as Teacher['forward'] };
    await expect(distillFromTeacher(asked, options)).rejects.toThrow(message);
  });

  test('what is no student, and what is no teacher, is told', async () => {
    const [swappedStudent, swappedTeacher] = [teacher as unknown as StaticModel, student as unknown as Teacher];
    await expect(fitToCorpus(swappedStudent, swappedTeacher, texts)).rejects.toThrow('student: is no static model');
    await expect(fitToVocabulary(student, swappedTeacher)).rejects.toThrow('teacher: is none that is loaded');
    await expect(distillFromTeacher(swappedTeacher)).rejects.toThrow('give what loadTeacher returns');
  });

  test('without texts fits to made-up ones, and then weighs by rank', async () => {
    const options = { fitOptions: { maxTexts: 200 }, quantizeTo: 'float32', pcaDims: 8 } as const;
    const model = await distillFromTeacher(teacher, { ...options, fit: 'vocabulary' });
    expect(recordOf(model)).toMatchObject({ texts: 200, made_up_texts: 200, ridge: 0.15, explained_after: null });
    expect(model.config.sif_coefficient).toBe(1e-3);
    const plain = await distillFromTeacher(teacher, { ...options, fit: 'vocabulary', sifCoefficient: null });
    expect(plain.config.sif_coefficient).toBeNull();
    const bare = await distillFromTeacher(teacher, { ...BARE, endToken: false });
    const same = await fitToVocabulary(bare, teacher, { dims: 8, maxTexts: 200, sifCoefficient: null });
    expect(plain.table.matrix).toEqual(same.table.matrix);
  });

  test('without texts too, a weight that is none is refused, and another teacher told', async () => {
    const options = { dims: 8, maxTexts: 100 };
    await expect(fitToVocabulary(student, teacher, { ...options, sifCoefficient: 5 })).rejects.toThrow(
      'sifCoefficient: cannot be used, got 5; allowed: a number between 0 and 1, or null',
    );
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => warnings.push(warning);
    await fitToVocabulary(student, { ...teacher, name: 'sister' }, { ...options, onWarning });
    expect(warnings.map(({ code }) => code)).toEqual(['other-teacher']);
  });

  test('a few made-up texts are told to be few', async () => {
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => warnings.push(warning);
    for (const maxTexts of [31, 32]) await fitToVocabulary(student, teacher, { dims: 8, maxTexts, onWarning });
    expect(warnings.map(({ message }) => message)).toEqual([
      '31 made-up texts teach too little for 8 dims; 25,000, the default, teach more',
    ]);
  });

  test('is 25,000 texts long, unless told', async () => {
    const controller = new AbortController();
    const totals: (number | undefined)[] = [];
    const watched = {
      signal: controller.signal,
      onProgress({ stage, total }: Progress) {
        if (stage !== 'sentences') return;
        totals.push(total);
        controller.abort(new Error('enough'));
      },
    };
    const options = { fit: 'vocabulary', fitOptions: { maxTexts: undefined }, pcaDims: 8 } as const;
    await expect(distillFromTeacher(teacher, { ...options, ...watched })).rejects.toThrow('enough');
    expect(totals).toEqual([25_000]);
  });

  test.each([
    [{ fit: 'words' }, 'fit: cannot be used, got "words"'],
    [{ fit: ['a'], pcaDims: 0.9 }, 'pcaDims: cannot be used, got 0.9; allowed: with fit, an integer above 0'],
    [{ fit: ['a'], fitOptions: { steps: 0 } }, 'steps: cannot be used, got 0'],
    [{ fitOptions: JSON.parse('5') }, 'fitOptions: cannot be used, got 5; allowed: an object of options'],
    [
      { fit: ['a'], fitOptions: JSON.parse('{"dims": 64}') },
      'fitOptions.dims: cannot be used, got 64; allowed: none here, since pcaDims is the width',
    ],
    [{ endToken: null }, 'endToken: cannot be used, got null; allowed: true or false'],
  ])('%j is refused', async (options, message) => {
    await expect(distillFromTeacher(teacher, options as DistillOptions)).rejects.toThrow(message);
  });
});
