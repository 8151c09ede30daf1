import { InputError, inspectModel, type OnProgress, type StaticModel } from '@m2v/core';
import { readTexts, textFormatOf } from '@m2v/dataset';
import { checkDistillOptions, distillFromTeacher } from '@m2v/distill';
import { type LoadTeacherOptions, loadTeacher, type TeacherSource } from '@m2v/inference/teacher';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { checkWritableFolder } from '../files/check-writable-folder.js';
import { openInput } from '../files/open-input.js';
import { teacherSource } from '../models/teacher-source.js';
import { noneAsNull, parseCount, parsePcaDims, parseSif } from '../options/values.js';
import { onWarning } from '../output/on-warning.js';
import { printJson } from '../output/print-json.js';
import { showProgress } from '../output/show-progress.js';
import { table } from '../output/table.js';

interface DistillCommandOptions {
  output: string;
  pcaDims?: number | 'auto' | 'none';
  sif?: number | 'none';
  pooling?: 'mean' | 'first' | 'last' | 'pooler';
  vocabulary?: string;
  tokenRemovePattern?: string;
  quantizeTo?: 'float32' | 'float16' | 'int8';
  vocabularyQuantization?: number;
  dtype?: LoadTeacherOptions['dtype'];
  device?: LoadTeacherOptions['device'];
  json?: boolean;
}

interface Summary {
  output: string;
  teacher: string;
  teacherDtype: string;
  teacherDevice: string;
  tokens: number;
  dims: number;
  teacherDims: number;
  /** The share of the variance that PCA kept; absent without PCA. */
  explainedVariance?: number;
  bytes: number;
  seconds: number;
}

const HELP = `
TEACHER is a folder with ONNX files or a hub id (owner/name); without one, the
embedded all-MiniLM-L6-v2 is distilled. The folder in --output is written whole or
not at all; Python's model2vec reads it too.

Examples:
  $ m2v distill --output my-model
  $ m2v distill BAAI/bge-small-en-v1.5 --output bge-static --dtype fp32
  $ m2v distill ./my-teacher --output small --pca-dims 64 --quantize-to int8
  $ m2v distill --output medical --vocabulary terms.txt`;

/** `m2v distill`: a static model out of a sentence transformer. */
export function distill(command: Command, context: Context): void {
  command
    .description('Distil a sentence transformer into a static model.')
    .argument('[teacher]', 'what to distil (default: the embedded all-MiniLM-L6-v2)')
    .requiredOption('--output <folder>', 'where the model goes')
    .option(
      '--pca-dims <n>',
      'dims to keep: a count, a share of variance (0.95), auto or none (default: 256)',
      parsePcaDims,
    )
    .option('--sif <a>', 'weigh frequent tokens less, by a number between 0 and 1, or none (default: 1e-4)', parseSif)
    .addOption(
      new Option('--pooling <how>', "how a token's vector is taken from the teacher's output (default: mean)").choices([
        'mean',
        'first',
        'last',
        'pooler',
      ]),
    )
    .option('--vocabulary <file>', 'words and phrases to add, one a line')
    .option('--token-remove-pattern <re>', 'leave out tokens that begin with a match (default: \\[unused\\d+\\])')
    .addOption(
      new Option('--quantize-to <dtype>', 'how vectors are stored (default: float16)').choices([
        'float32',
        'float16',
        'int8',
      ]),
    )
    .option('--vocabulary-quantization <k>', 'let tokens share k vectors, found by k-means', parseCount)
    .addOption(
      new Option(
        '--dtype <dtype>',
        "which of the teacher's ONNX files to use (default: fp32 where it is there, else q8)",
      ).choices(['fp32', 'q8']),
    )
    .addOption(
      new Option(
        '--device <device>',
        'where the teacher runs; auto is webgpu where there is one (default: cpu)',
      ).choices(['cpu', 'webgpu', 'auto']),
    )
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP)
    .action((teacher: string | undefined, options: DistillCommandOptions) => run(teacher, options, context));
}

async function run(name: string | undefined, options: DistillCommandOptions, { signal }: Context): Promise<void> {
  const start = performance.now();
  await checkWritableFolder(options.output);
  const vocabulary = options.vocabulary === undefined ? [] : await readWords(options.vocabulary, signal);
  const source = await teacherSource(name);
  const { model, ...figures } = await showProgress((onProgress) =>
    distillFrom(source, { ...options, vocabulary, signal, onProgress }),
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
  await model.savePretrained(options.output);
  const { sizes } = await inspectModel(options.output);
  const summary: Summary = {
    output: options.output,
    ...figures,
    tokens: model.tokens.length,
    dims: model.dim,
    bytes: Object.values(sizes).reduce((sum, size) => sum + size, 0),
    seconds: (performance.now() - start) / 1000,
  };
  if (options.json) printJson(summary);
  else process.stdout.write(describe(summary));
}

type Work = Omit<DistillCommandOptions, 'vocabulary'> & {
  vocabulary: string[];
  signal: AbortSignal;
  onProgress: OnProgress | undefined;
};

type TeacherFigures = 'teacher' | 'teacherDtype' | 'teacherDevice' | 'teacherDims' | 'explainedVariance';

async function distillFrom(
  source: TeacherSource,
  { dtype, device, pcaDims, sif, signal, onProgress, ...options }: Work,
): Promise<Pick<Summary, TeacherFigures> & { model: StaticModel }> {
  const distillOptions = {
    ...options,
    pcaDims: noneAsNull(pcaDims),
    sifCoefficient: noneAsNull(sif),
    signal,
    onWarning,
  };
  // Before the teacher is loaded, which may mean a download.
  checkDistillOptions(distillOptions);
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

async function readWords(path: string, signal: AbortSignal): Promise<string[]> {
  const { name, bytes } = await openInput(path, signal);
  const words: string[] = [];
  for await (const word of readTexts(bytes, { format: textFormatOf(path), name })) words.push(word);
  return words;
}

function describe({ output, teacher, tokens, dims, teacherDims, ...rest }: Summary): string {
  const { teacherDtype, teacherDevice, explainedVariance, bytes, seconds } = rest;
  const kept = explainedVariance === undefined ? '' : `, ${(explainedVariance * 100).toFixed(1)}% of the variance`;
  return table([
    ['model', output],
    ['teacher', `${teacher} (${teacherDtype}, ${teacherDevice})`],
    ['tokens', tokens.toLocaleString('en-US')],
    ['dims', `${dims} of ${teacherDims}${kept}`],
    ['size', `${(bytes / 1e6).toFixed(1)} MB`],
    ['time', `${seconds.toFixed(1)} s`],
  ]);
}
