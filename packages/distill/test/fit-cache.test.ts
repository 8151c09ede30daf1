import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaticModel } from '@m2v/core';
import { checkVectorCache, distill, fitRecordOf, fitToCorpus } from '@m2v/distill';
import { fixture } from '@m2v/fixtures';
import type { Teacher } from '@m2v/inference';
import { fakeTeacher } from '@m2v/inference/test';
import { afterAll, describe, expect, test } from 'vitest';
import { type Forward, fitMaterial, unlessWorse } from './fit-material.js';

const scratch = mkdtempSync(join(tmpdir(), 'm2v-fit-'));
const { teacher, student, texts } = await fitMaterial();
afterAll(async () => {
  await teacher.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

const filesOf = (model: StaticModel) => model.toBytes();

describe('the cache', () => {
  /** The teacher, counting the texts that it is asked about. */
  function counted(): { teacher: Teacher; asked: () => number } {
    let asked = 0;
    const forward: Forward = (batch, options) => {
      asked += batch.rows;
      return (teacher.forward as Forward)(batch, options);
    };
    return { teacher: { ...teacher, forward: forward as Teacher['forward'] }, asked: () => asked };
  }
  // The text by which teachers are told apart is asked each time.
  const PROBE = 1;

  test('spares the teacher what it has been asked, and gives the same model', async () => {
    const cache = join(scratch, 'whole.cache');
    const options = { dims: 8, cache, onWarning: unlessWorse };
    const first = counted();
    const a = await fitToCorpus(student, first.teacher, texts.slice(0, 400), options);
    expect(first.asked()).toBe(400 + PROBE);
    const again = counted();
    const b = await fitToCorpus(student, again.teacher, texts.slice(0, 400), options);
    expect(again.asked()).toBe(PROBE);
    expect(await filesOf(b)).toEqual(await filesOf(a));
    const grown = counted();
    await fitToCorpus(student, grown.teacher, texts, options);
    expect(grown.asked()).toBe(200 + PROBE);
  });

  test('spares the teacher the texts that fill up a corpus, when that has grown', async () => {
    const options = { dims: 16, cache: join(scratch, 'filled.cache'), onWarning: unlessWorse };
    const first = counted();
    const before = fitRecordOf(await fitToCorpus(student, first.teacher, texts.slice(0, 100), options));
    expect(before?.made_up_texts).toBe(64);
    const grown = counted();
    const after = fitRecordOf(await fitToCorpus(student, grown.teacher, texts.slice(0, 101), options));
    expect(after?.made_up_texts).toBe(64);
    expect(grown.asked()).toBe(1 + PROBE);
  });

  test('is valid after an interruption, and after one in the middle of a record', async () => {
    const cache = join(scratch, 'cut.cache');
    await fitToCorpus(student, teacher, texts.slice(0, 100), { dims: 8, cache });
    const whole = readFileSync(cache);
    truncateSync(cache, whole.length - 10);
    const after = counted();
    const a = await fitToCorpus(student, after.teacher, texts.slice(0, 100), { dims: 8, cache });
    expect(after.asked()).toBe(1 + PROBE);
    expect(statSync(cache).size).toBe(whole.length);
    const b = await fitToCorpus(student, teacher, texts.slice(0, 100), { dims: 8 });
    expect(await filesOf(a)).toEqual(await filesOf(b));
  });

  test('asks again for a record that is damaged', async () => {
    const cache = join(scratch, 'damaged.cache');
    const some = texts.slice(0, 100);
    const whole = await fitToCorpus(student, teacher, some, { dims: 8, cache });
    const bytes = readFileSync(cache);
    bytes.fill(0x58, bytes.length - 500, bytes.length - 480);
    writeFileSync(cache, bytes);
    const after = counted();
    const again = await fitToCorpus(student, after.teacher, some, { dims: 8, cache });
    expect(after.asked()).toBeGreaterThan(PROBE);
    expect(await filesOf(again)).toEqual(await filesOf(whole));
  });

  test('of another teacher, or what is none, is refused and left alone', async () => {
    const cache = join(scratch, 'theirs.cache');
    const options = { dims: 8, cache, onWarning: () => {} };
    const some = texts.slice(0, 50);
    await fitToCorpus(student, teacher, some, options);
    const before = readFileSync(cache);
    const other = fakeTeacher({ dim: 32, tokenizerJson: teacher.tokenizerJson, name: 'other' });
    await expect(fitToCorpus(student, { ...other, dtype: 'fp32' }, some, options)).rejects.toThrow(
      `${cache}: holds vectors of tiny-bert (fp32, mean, 128 tokens); allowed: other (fp32, mean, 128 tokens)`,
    );
    const renamed = counted();
    await fitToCorpus(student, { ...renamed.teacher, name: 'copy/of-tiny-bert' }, some, options);
    expect(renamed.asked()).toBe(PROBE);
    await expect(fitToCorpus(student, teacher, some, { ...options, maxTokens: 64 })).rejects.toThrow(
      '(fp32, mean, 128 tokens)',
    );
    const impostor = fakeTeacher({ dim: 32, tokenizerJson: teacher.tokenizerJson, name: 'tiny-bert' });
    await expect(fitToCorpus(student, impostor, some, options)).rejects.toThrow(
      'holds vectors of tiny-bert (fp32, mean, 128 tokens) with other weights; name another file',
    );
    expect(readFileSync(cache)).toEqual(before);
    const notes = join(scratch, 'notes.txt');
    cpSync(fixture('teachers/tiny-bert/config.json'), notes);
    await expect(fitToCorpus(student, teacher, some, { dims: 8, cache: notes })).rejects.toThrow(
      'notes.txt: is a file, but no cache of a teacher’s vectors; name another file',
    );
    await expect(fitToCorpus(student, teacher, some, { dims: 8, cache: scratch })).rejects.toThrow(scratch);
    // Known without the teacher, so told before it is loaded.
    const fitOptions = { cache: notes };
    await expect(distill('./nowhere', { fit: some, fitOptions })).rejects.toThrow('is a file, but no cache');
    await expect(checkVectorCache(cache)).resolves.toBeUndefined();
    await expect(checkVectorCache(join(scratch, 'none', 'cache'))).rejects.toThrow('no such folder');
  });
});
