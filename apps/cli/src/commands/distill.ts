import { InputError, type OnProgress, type StaticModel } from '@m2v/core';
import { readTexts, textFormatOf } from '@m2v/dataset';
import { checkDistillOptions, checkVectorCache, type DistillOptions, distillFromTeacher } from '@m2v/distill';
import { loadTeacher, type TeacherSource } from '@m2v/inference/teacher';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { checkWritableFolder } from '../files/check-writable-folder.js';
import { openInput } from '../files/open-input.js';
import { type SavedStudent, saveStudent } from '../models/save-student.js';
import { teacherSource } from '../models/teacher-source.js';
import { addFitOptions, type FitOptions } from '../options/fit-options.js';
import { addTeacherOptions, quantizeOption, type TeacherOptions } from '../options/teacher-options.js';
import { noneAsNull, parseCount, parsePcaDims, parseSif } from '../options/values.js';
import { fitRows } from '../output/fit-rows.js';
import { formatSize } from '../output/format-size.js';
import { onWarning } from '../output/on-warning.js';
import { printJson } from '../output/print-json.js';
import { showProgress } from '../output/show-progress.js';
import { table } from '../output/table.js';
import { begunTexts } from '../texts/begun-texts.js';
import { formatOption } from '../texts/input-format.js';
import { type InputOptions, inputName, inputTexts } from '../texts/input-texts.js';

interface DistillCommandOptions extends Omit<InputOptions, 'input'>, FitOptions, TeacherOptions {
  output: string;
  pcaDims?: number | 'auto' | 'none';
  sif?: number | 'none';
  pooling?: 'mean' | 'first' | 'last' | 'pooler';
  vocabulary?: string;
  vocabularySize?: number;
  tokenRemovePattern?: string;
  endToken?: boolean;
  quantizeTo?: 'float32' | 'float16' | 'int8';
  vocabularyQuantization?: number;
  fit?: string;
  json?: boolean;
}

interface Summary extends SavedStudent {
  teacher: string;
  teacherDtype: string;
  teacherDevice: string;
  teacherDims: number;
  /** Whether the teacher read each token with what ends a text. */
  endToken: boolean;
  /** The share of the variance that PCA kept; absent without PCA. */
  explainedVariance?: number;
  seconds: number;
}

const HELP = `
TEACHER is a folder with ONNX files or a hub id (owner/name); without one, the
embedded all-MiniLM-L6-v2 is distilled. The folder in --output is written whole or
not at all, in place of a model that is there; Python's model2vec reads it too.

--fit makes a better student: its vectors are fitted to what the teacher says of
texts, which need no labels. Give a file of your own texts, some thousands or
more, or "vocabulary" for texts that are made up of the teacher's words.
--no-end-token makes one without texts, in less time; it has to be asked for
because Python's model2vec makes another.

Examples:
  $ m2v distill --output my-model
  $ m2v distill --output my-model --no-end-token
  $ m2v distill BAAI/bge-small-en-v1.5 --output bge-static --dtype fp32
  $ m2v distill ./my-teacher --output small --pca-dims 64 --quantize-to int8
  $ m2v distill --output medical --vocabulary terms.txt
  $ m2v distill --output my-model --fit tickets.csv --text-column body`;

/** `m2v distill`: a static model out of a sentence transformer. */
export function distill(command: Command, context: Context): void {
  const distilling = command
    .description('Distil a sentence transformer into a static model.')
    .argument('[teacher]', 'what to distil (default: the embedded all-MiniLM-L6-v2)')
    .requiredOption('--output <folder>', 'where the model goes')
    .option(
      '--pca-dims <n>',
      'dims to keep: a count, a share of variance (0.95), auto or none (default: 256)',
      parsePcaDims,
    )
    .option(
      '--sif <a>',
      'weigh frequent tokens less, by a number between 0 and 1, or none (default: 1e-4, with --fit vocabulary 1e-3)',
      parseSif,
    )
    .addOption(
      new Option('--pooling <how>', "how a token's vector is taken from the teacher's output (default: mean)").choices([
        'mean',
        'first',
        'last',
        'pooler',
      ]),
    )
    .option('--end-token', 'give the teacher each token with what ends a text, [SEP] (default: only without --fit)')
    .option('--no-end-token', 'give it each token without that, for a better student in less time')
    .option('--vocabulary <file>', 'words and phrases to add, one a line')
    .option(
      '--vocabulary-size <n>',
      "keep the teacher's first n tokens, the more frequent ones (default: all)",
      parseCount,
    )
    .option('--token-remove-pattern <re>', 'leave out tokens that begin with a match (default: \\[unused\\d+\\])')
    .addOption(quantizeOption())
    .option('--vocabulary-quantization <k>', 'let tokens share k vectors, found by k-means', parseCount)
    .option(
      '--fit <texts>',
      'a file of texts to fit the student to (- is standard input), vocabulary or none (default: none)',
    )
    .option('--text-column <name>', 'the column of JSONL or CSV that holds the text (default: "text")')
    .addOption(formatOption(['txt', 'jsonl', 'csv']));
  addTeacherOptions(addFitOptions(distilling, ', or make up n (25000)'))
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP)
    .action((teacher: string | undefined, options: DistillCommandOptions) => run(teacher, options, context));
}

async function run(name: string | undefined, options: DistillCommandOptions, context: Context): Promise<void> {
  const { signal } = context;
  const start = performance.now();
  await checkWritableFolder(options.output, { 'the teacher': name, 'the cache': options.cache });
  const vocabulary = options.vocabulary === undefined ? [] : await readWords(options.vocabulary, signal);
  const fit = await fitTexts(options, signal);
  const source = await teacherSource(name);
  const { model, ...figures } = await showProgress((onProgress) =>
    distillFrom(source, { ...options, vocabulary, fit, signal, onProgress }),
  );
  // The unknown token cannot be removed; alone it makes no model.
  if (model.tokens.length === 1) {
    throw new InputError({
      where: '--token-remove-pattern',
      what: 'leaves no token of the teacher',
      value: options.tokenRemovePattern,
    });
  }
  signal.throwIfAborted();
  const saved = await saveStudent(model, options.output);
  const endToken = model.config.end_token !== false;
  const summary: Summary = { ...saved, ...figures, endToken, seconds: (performance.now() - start) / 1000 };
  if (options.json) printJson(summary);
  else process.stdout.write(describe(summary));
}

type Work = Omit<DistillCommandOptions, 'vocabulary' | 'fit'> & {
  vocabulary: string[];
  fit: DistillOptions['fit'];
  signal: AbortSignal;
  onProgress: OnProgress | undefined;
};

type TeacherFigures = 'teacher' | 'teacherDtype' | 'teacherDevice' | 'teacherDims' | 'explainedVariance';

async function distillFrom(
  source: TeacherSource,
  { dtype, device, pcaDims, sif, maxTexts, maxTokens, cache, signal, onProgress, ...options }: Work,
): Promise<Pick<Summary, TeacherFigures> & { model: StaticModel }> {
  const distillOptions = {
    ...options,
    pcaDims: noneAsNull(pcaDims),
    sifCoefficient: noneAsNull(sif),
    fitOptions: { maxTexts, maxTokens, cache },
    signal,
    onWarning,
  };
  // Before the teacher is loaded, which may mean a download.
  checkDistillOptions(distillOptions);
  if (cache !== undefined) await checkVectorCache(cache);
  const teacher = await loadTeacher(source, { dtype, device, signal, onProgress });
  let explainedVariance: number | undefined;
  try {
    const model = await distillFromTeacher(teacher, {
      ...distillOptions,
      onProgress: (progress) => {
        explainedVariance = progress.metrics?.explainedVariance ?? explainedVariance;
        onProgress?.(progress);
      },
    });
    return {
      model,
      teacher: teacher.name,
      teacherDtype: teacher.dtype,
      teacherDevice: teacher.device,
      teacherDims: teacher.dim,
      explainedVariance,
    };
  } finally {
    await teacher.dispose();
  }
}

const FILE_ONLY = ['textColumn', 'inputFormat'] as const;
const FIT_ONLY = [...FILE_ONLY, 'cache', 'maxTexts', 'maxTokens'] as const;

/** @throws InputError for an option that says nothing with what is fitted to */
function refuseUnused(
  options: DistillCommandOptions,
  names: readonly (keyof DistillCommandOptions)[],
  fit: string | undefined,
): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const beside = fit === undefined ? 'without --fit' : `with --fit ${fit}`;
  throw new InputError({ where: given, what: `says nothing ${beside}`, todo: 'leave it out' });
}

/** What the student is to be fitted to, as `distillFromTeacher` takes it. */
async function fitTexts(options: DistillCommandOptions, signal: AbortSignal): Promise<DistillOptions['fit']> {
  const { fit, textColumn, inputFormat } = options;
  refuseUnused(
    options,
    fit === undefined || fit === 'none' ? FIT_ONLY : fit === 'vocabulary' ? FILE_ONLY : ['sif'],
    fit,
  );
  if (fit === undefined || fit === 'none' || fit === 'vocabulary') return fit;
  const input = { input: fit, textColumn, inputFormat };
  return await begunTexts(await inputTexts([], input, { signal }), inputName(input));
}

async function readWords(path: string, signal: AbortSignal): Promise<string[]> {
  const { name, bytes } = await openInput(path, signal);
  const words: string[] = [];
  for await (const word of readTexts(bytes, { format: textFormatOf(path), name })) {
    if (word.trim() !== '') words.push(word);
  }
  return words;
}

function describe({ output, teacher, tokens, dims, teacherDims, ...rest }: Summary): string {
  const { teacherDtype, teacherDevice, endToken, explainedVariance, fit, bytes, seconds } = rest;
  const kept = explainedVariance === undefined ? '' : `, ${(explainedVariance * 100).toFixed(1)}% of the variance`;
  return table([
    ['model', output],
    ['teacher', `${teacher} (${teacherDtype}, ${teacherDevice})`],
    ['tokens', `${tokens.toLocaleString('en-US')}${endToken ? '' : ', read without the end token'}`],
    ['dims', `${dims}${dims > teacherDims ? '' : ` of ${teacherDims}`}${kept}`],
    ...fitRows(fit),
    ['size', formatSize(bytes)],
    ['time', `${seconds.toFixed(1)} s`],
  ]);
}
