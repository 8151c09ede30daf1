import { InputError, type QuantizeTo, quantizeModel, type StaticModel } from '@m2v/core';
import { checkDistillOptions, checkVectorCache, fitToCorpus } from '@m2v/distill';
import { loadTeacher } from '@m2v/inference/teacher';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { checkWritableFolder } from '../files/check-writable-folder.js';
import { isTransformer } from '../models/is-transformer.js';
import { loadModel } from '../models/load-model.js';
import { type SavedStudent, saveStudent } from '../models/save-student.js';
import { teacherSource } from '../models/teacher-source.js';
import { addFitOptions, type FitOptions } from '../options/fit-options.js';
import { addTeacherOptions, quantizeOption, type TeacherOptions } from '../options/teacher-options.js';
import { parseCount } from '../options/values.js';
import { fitRows } from '../output/fit-rows.js';
import { formatSize } from '../output/format-size.js';
import { onWarning } from '../output/on-warning.js';
import { printJson } from '../output/print-json.js';
import { showProgress } from '../output/show-progress.js';
import { table } from '../output/table.js';
import { begunTexts } from '../texts/begun-texts.js';
import { addInputOptions, type InputOptions, inputName, inputTexts } from '../texts/input-texts.js';

interface FitCommandOptions extends InputOptions, FitOptions, TeacherOptions {
  output: string;
  dims?: number;
  quantizeTo?: QuantizeTo;
  json?: boolean;
}

interface Summary extends SavedStudent {
  teacher: string;
  teacherDtype: string;
  seconds: number;
}

const HELP = `
MODEL is a static model: a folder, hub id (owner/name) or URL. TEACHER is the
sentence transformer that it was distilled from; without one, the embedded
all-MiniLM-L6-v2. Texts need no labels: some thousands of your own make the model
better at your texts than a plain distillation is. A model that was distilled with
--no-end-token is the better one to begin with; m2v distill --fit does both at once.
The folder in --output is written whole or not at all, in place of a model that is
there.

Examples:
  $ m2v fit my-model --input tickets.txt --output my-better-model
  $ m2v fit my-model ./my-teacher --input posts.csv --text-column body --output out`;

/** `m2v fit`: a static model that is made better at one's own texts. */
export function fit(command: Command, context: Context): void {
  addTeacherOptions(
    addFitOptions(
      addInputOptions(
        command
          .description('Fit a static model to plain texts, by what its teacher says of them.')
          .argument('<model>', 'the model to fit')
          .argument('[teacher]', 'what it was distilled from (default: the embedded all-MiniLM-L6-v2)')
          .requiredOption('--output <folder>', 'where the fitted model goes'),
      ),
    ),
  )
    .option('--dims <n>', "width of the fitted vectors (default: the model's)", parseCount)
    .addOption(quantizeOption())
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP)
    .action((model: string, teacher: string | undefined, options: FitCommandOptions) =>
      run(model, teacher, options, context),
    );
}

async function run(
  modelName: string,
  teacherName: string | undefined,
  options: FitCommandOptions,
  context: Context,
): Promise<void> {
  const { signal } = context;
  const { output, quantizeTo = 'float16', dims, maxTexts, maxTokens, cache, dtype, device } = options;
  const start = performance.now();
  await checkWritableFolder(output, { 'the teacher': teacherName, 'the cache': cache });
  // What can be known before the teacher is loaded, which may mean a download.
  const texts = await begunTexts(await inputTexts([], options, { signal }), inputName(options));
  checkDistillOptions({ fit: texts, fitOptions: { maxTexts, maxTokens, cache } });
  if (cache !== undefined) await checkVectorCache(cache);
  const student = await loadStudent(modelName, teacherName, context);
  const source = await teacherSource(teacherName);
  const { model, ...figures } = await showProgress(async (onProgress) => {
    const teacher = await loadTeacher(source, { dtype, device, signal, onProgress });
    try {
      const settings = { dims, maxTexts, maxTokens, cache, signal, onProgress, onWarning };
      const fitted = await fitToCorpus(student, teacher, texts, settings);
      return { model: fitted, teacher: teacher.name, teacherDtype: teacher.dtype };
    } finally {
      await teacher.dispose();
    }
  });
  signal.throwIfAborted();
  const saved = await saveStudent(await quantizeModel(model, { quantizeTo }), output);
  const summary: Summary = { ...saved, ...figures, seconds: (performance.now() - start) / 1000 };
  if (options.json) printJson(summary);
  else process.stdout.write(describe(summary));
}

/** @throws InputError for a sentence transformer, which is likely to stand in the wrong place */
async function loadStudent(name: string, teacher: string | undefined, context: Context): Promise<StaticModel> {
  if (await isTransformer(name, context.signal)) {
    throw new InputError({
      where: name,
      what: 'is a sentence transformer, where the static model is to stand',
      todo: `write the model first: m2v fit ${teacher ?? 'MODEL'} ${name}`,
    });
  }
  return await loadModel(name, context);
}

function describe({ output, teacher, teacherDtype, tokens, dims, fit, bytes, seconds }: Summary): string {
  return table([
    ['model', output],
    ['teacher', `${teacher} (${teacherDtype})`],
    ['tokens', tokens.toLocaleString('en-US')],
    ['dims', String(dims)],
    ...fitRows(fit),
    ['size', formatSize(bytes)],
    ['time', `${seconds.toFixed(1)} s`],
  ]);
}
