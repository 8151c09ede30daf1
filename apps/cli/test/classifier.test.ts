import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '@m2v/fixtures';
import { StaticModelPipeline } from '@m2v/pipeline';
import { beforeEach, describe, expect, it } from 'vitest';
import { m2v } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const MODEL = fixture('models/float32/model');
const WORDS = { water: ['river', 'sea', 'rain', 'water'], music: ['play', 'song', 'music', 'band'] };
const QUICK = ['--model', MODEL, '--max-epochs', '6', '--learning-rate', '0.01', '--hidden-dim', '16'];

// Validated at the end alone: on so few texts the first state is as good as any.
const LATE = ['--max-epochs', '25', '--validation-steps', '75'];

/** A CSV of texts about water and music, one of them over two lines. */
function rows(): { text: string; label: 'water' | 'music' }[] {
  return Array.from({ length: 80 }, (_, i) => {
    const label = i % 2 === 0 ? 'water' : 'music';
    return { text: `the ${WORDS[label][i % 4]},\n"and" the ${WORDS[label][(i >> 2) % 4]}`, label };
  });
}

function write(name: string, content: string): string {
  writeFileSync(join(folder.path, name), content);
  return name;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

beforeEach(() => {
  write(
    'train.csv',
    `text,label\n${rows()
      .map(({ text, label }) => `${quoted(text)},${label}`)
      .join('\n')}\n`,
  );
});

const run = (...args: string[]) => m2v(args, { cwd: folder.path });

describe('a classifier from the shell', () => {
  it('is trained, predicts, is evaluated and explains itself', async () => {
    const trained = await run('train', '--train', 'train.csv', '--output', 'clf', '--json', ...QUICK);
    expect({ code: trained.code, stderr: trained.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(trained.stdout)).toMatchObject({
      output: 'clf',
      texts: { train: 72, validation: 8 },
      classes: 2,
      epochs: 6,
    });
    expect(readdirSync(join(folder.path, 'clf')).sort()).toEqual([
      'README.md',
      'config.json',
      'head.safetensors',
      'model.safetensors',
      'modules.json',
      'tokenizer.json',
      'training.json',
    ]);
    const record = JSON.parse(readFileSync(join(folder.path, 'clf/training.json'), 'utf8'));
    expect(record).toMatchObject({ classes: ['music', 'water'], options: { seed: 42, maxEpochs: 6 } });
    expect(record.history.losses.length).toBeGreaterThan(6);

    const predicted = await run('predict', '--model', 'clf', '--proba', 'the river', 'a song');
    const lines = predicted.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ index, label }) => [index, label])).toEqual([
      [0, 'water'],
      [1, 'music'],
    ]);
    const pipeline = await StaticModelPipeline.fromPretrained(join(folder.path, 'clf'));
    const [music, water] = pipeline.predictProba('the river');
    expect(Object.entries(lines[0].proba).map(([name, p]) => [name, Math.fround(Number(p))])).toEqual([
      ['music', music],
      ['water', water],
    ]);

    const table = await run('evaluate', '--model', 'clf', '--input', 'train.csv');
    expect(table.stdout).toMatch(/precision +recall +f1-score +support[\s\S]+ music [\s\S]+accuracy/);
    const report = await run('evaluate', '--model', 'clf', '--input', 'train.csv', '--json');
    expect(JSON.parse(report.stdout).accuracy).toBeGreaterThan(0.9);

    const explained = await run('explain', '--model', 'clf', 'the river');
    expect(explained.stdout).toMatch(/^water: score -?[\d.]+\nthe +-?[\d.]+.*\nriver +[\d.]+ +\++\n$/);
    const effects = JSON.parse((await run('explain', '--model', 'clf', '--json', 'the river')).stdout);
    expect(effects.tokens.map(({ token }: { token: string }) => token)).toEqual(['the', 'river']);
    const one = JSON.parse((await run('explain', '--model', 'clf', '--json', '--label', 'music', 'the river')).stdout);
    expect(one).toMatchObject({ classes: ['music'], logits: [effects.logits[0]] });
    expect((await run('explain', '--model', 'clf', '')).stdout).toMatch(/: score .*\nThe text has no known token\.\n$/);
  });

  it('the same seed writes the same files', async () => {
    for (const output of ['a', 'b'])
      await run('train', '--train', 'train.csv', '--output', output, '--seed', '7', ...QUICK);
    for (const file of ['model.safetensors', 'head.safetensors']) {
      const [a, b] = ['a', 'b'].map((name) => readFileSync(join(folder.path, name, file)));
      expect(a.equals(b)).toBe(true);
    }
  });

  it('several labels a text come from JSON lists, or apart by a separator', async () => {
    const lists = rows().map(({ text, label }) =>
      JSON.stringify({ text, label: label === 'water' ? ['wet', 'cold'] : ['loud'] }),
    );
    write('multi.jsonl', `${lists.join('\n')}\n`);
    const fromJson = await run('train', '--train', 'multi.jsonl', '--output', 'json', ...QUICK, ...LATE);
    expect(fromJson.stderr).toBe('');
    const cells = rows().map(({ text, label }) => `${quoted(text)},${label === 'water' ? 'wet; cold' : 'loud'}`);
    write('multi.csv', `text,label\n${cells.join('\n')}\n`);
    await run('train', '--train', 'multi.csv', '--label-separator', ';', '--output', 'csv', ...QUICK, ...LATE);
    for (const model of ['json', 'csv']) {
      const { stdout } = await run('predict', '--model', model, rows()[0].text);
      expect(JSON.parse(stdout)).toEqual({ index: 0, labels: ['cold', 'wet'] });
    }
  });
});

describe('what is wrong is said in one line, and nothing is left', () => {
  it.each<[string, string[], number, RegExp]>([
    ['no such file', ['--train', 'no.csv'], 1, /no\.csv: no such file/],
    [
      'no such column',
      ['--train', 'train.csv', '--label-column', 'class'],
      1,
      /train\.csv, row 2: no column "class"; name one of those there: "text", "label"/,
    ],
    [
      'a text file',
      ['--train', 'plain.txt'],
      2,
      /plain\.txt: is no table with labels; allowed: \.csv, \.tsv or \.jsonl/,
    ],
    ['an empty table', ['--train', 'empty.csv'], 1, /empty\.csv: holds no row/],
    ['a row too short', ['--train', 'short.csv'], 1, /short\.csv, row 3: 1 field, where the first line has 2 names/],
    ['mixed labels', ['--train', 'mixed.jsonl'], 1, /mixed\.jsonl, line 2: this label is of another kind.*got 1/],
    ['a row without a label', ['--train', 'blank.csv'], 1, /blank\.csv, row 2: no label, got ""/],
    ['a folder', ['--train', '.', '--input-format', 'csv'], 1, /\.: this is a folder, not a file/],
    ['no separator', ['--train', 'train.csv', '--label-separator', ''], 2, /--label-separator: is empty/],
    ['a layer too wide', ['--train', 'train.csv', '--hidden-dim', '99999999'], 2, /--hidden-dim: cannot be used/],
    [
      'epochs the wrong way round',
      ['--train', 'train.csv', '--min-epochs', '3', '--max-epochs', '2'],
      2,
      /--min-epochs/,
    ],
    ['an odd option', ['--train', 'train.csv', '--token-dropout', '1'], 2, /--token-dropout: cannot be used, got 1/],
    [
      'an option that is no number',
      ['--train', 'train.csv', '--learning-rate', 'fast'],
      2,
      /'fast' is invalid\. Allowed: a number; see m2v train --help/,
    ],
    ['weights that are none', ['--train', 'train.csv', '--class-weight', '{'], 2, /--class-weight: cannot be read/],
    [
      'a class without weight',
      ['--train', 'train.csv', '--class-weight', '{"music":1}'],
      2,
      /gives the class "water" no weight/,
    ],
  ])('%s', async (_, args, code, message) => {
    write('plain.txt', 'a\n');
    write('empty.csv', 'text,label\n');
    write('short.csv', 'text,label\na,b\nc\n');
    write('blank.csv', 'text,label\na,\n');
    write('mixed.jsonl', '{"text":"a","label":"x"}\n{"text":"b","label":1}\n');
    const before = readdirSync(folder.path).sort();
    const result = await run('train', '--output', 'out', '--model', MODEL, ...args);
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
    expect(result.stderr).toMatch(/^m2v: [^\n]+\n$/);
    expect(result.stderr).toMatch(message);
    expect(readdirSync(folder.path).sort()).toEqual(before);
  });

  it('labels that the classifier does not have are told, and none that it has are refused', async () => {
    await run('train', '--train', 'train.csv', '--output', 'clf', ...QUICK);
    write('some.csv', 'text,label\nthe river,water\nthe song,noise\n');
    const some = await run('evaluate', '--model', 'clf', '--input', 'some.csv');
    expect(some.code).toBe(0);
    expect(some.stderr).toBe('m2v: warning: some.csv: the classifier does not know "noise"\n');
    write('none.csv', 'text,label\nthe river,wet\n');
    const none = await run('evaluate', '--model', 'clf', '--input', 'none.csv');
    expect(none.stderr).toMatch(
      /^m2v: none\.csv: no label is one of the classifier's, got "wet"; allowed: music, water\n$/,
    );
    const threshold = await run('evaluate', '--model', 'clf', '--input', 'some.csv', '--threshold', '0.9');
    expect(threshold.code).toBe(2);
  });

  it('integer classes are those of a table too', async () => {
    const numbers = rows().map(({ text, label }) => JSON.stringify({ text, label: label === 'water' ? 1 : 2 }));
    write('numbers.jsonl', numbers.join('\n'));
    await run('train', '--train', 'numbers.jsonl', '--output', 'clf', ...QUICK);
    write('numbers.csv', 'text,label\nthe river,1\na song,2\n');
    const { stdout } = await run('evaluate', '--model', 'clf', '--input', 'numbers.csv', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ texts: 2, accuracy: 1 });
  });

  it('a table is read from standard input where --input-format says so', async () => {
    await run('train', '--train', 'train.csv', '--output', 'clf', ...QUICK);
    const args = ['predict', '--model', 'clf', '--input', '-', '--input-format', 'csv'];
    const { stdout } = await m2v(args, { cwd: folder.path, input: 'text,label\nthe river,water\n' });
    expect(stdout).toBe('{"index":0,"label":"water"}\n');
  });

  it('one class only, or a class of one text, trains with a warning', async () => {
    write('one.csv', 'text,label\na,x\nb,x\nc,x\n');
    const one = await run('train', '--train', 'one.csv', '--output', 'one', ...QUICK);
    expect({ code: one.code, stderr: one.stderr }).toEqual({
      code: 0,
      stderr: 'm2v: warning: one.csv: all texts have the label "x"\n',
    });
    write('rare.csv', 'text,label\na,x\nb,x\nc,y\n');
    const rare = await run('train', '--train', 'rare.csv', '--output', 'rare', ...QUICK);
    expect(rare.stderr).toBe('m2v: warning: rare.csv: one text only has the label "y"\n');
  });

  it('a model without a head cannot predict', async () => {
    const { code, stderr } = await run('predict', '--model', MODEL, 'a');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /there is no head\.safetensors: this is a model without a head; train a classifier on it first/,
    );
  });
});
