import { InputError, SourceError, type Storage } from '@m2v/core';
import { modelTypeOf } from '@m2v/core/kit';

const ONNX_FILES = {
  fp32: 'onnx/model.onnx',
  fp16: 'onnx/model_fp16.onnx',
  q8: 'onnx/model_quantized.onnx',
  int8: 'onnx/model_int8.onnx',
  uint8: 'onnx/model_uint8.onnx',
  q4: 'onnx/model_q4.onnx',
  q4f16: 'onnx/model_q4f16.onnx',
  bnb4: 'onnx/model_bnb4.onnx',
};

/** The precisions that ONNX files come in, as transformers.js names them. */
export type TeacherDtype = keyof typeof ONNX_FILES;

/** The files that a model of a dtype is made of; the last is there only where the weights are too large for the second. */
export function modelFiles(dtype: TeacherDtype): string[] {
  return ['config.json', ONNX_FILES[dtype], `${ONNX_FILES[dtype]}_data`];
}

/**
 * The dtype to load: the one asked for, else fp32 where there is such a file, else q8. Opens the file, which fetches it
 * where the storage is the hub's.
 * @throws InputError for a dtype of another name and for a static model, SourceError where there is no such ONNX file.
 */
export async function openOnnxFile(storage: Storage, asked: TeacherDtype | undefined): Promise<TeacherDtype> {
  if (asked !== undefined && !Object.hasOwn(ONNX_FILES, asked)) {
    throw new InputError({
      where: 'dtype',
      what: 'not a dtype of ONNX files',
      value: asked,
      allowed: Object.keys(ONNX_FILES).join(', '),
    });
  }
  const candidates: TeacherDtype[] = asked === undefined ? ['fp32', 'q8'] : [asked];
  for (const dtype of candidates) {
    if ((await storage.open(ONNX_FILES[dtype])) === undefined) continue;
    // Large models keep their weights in a second file; where there is none, opening it does nothing.
    await storage.open(`${ONNX_FILES[dtype]}_data`);
    return dtype;
  }
  if ((await modelTypeOf(storage)) === 'model2vec') {
    throw new InputError({
      where: storage.name,
      what: 'is a static model, not a sentence transformer',
      todo: 'name the teacher that it was distilled from, or another',
    });
  }
  throw new SourceError('not-found', {
    where: storage.name,
    what: `there is no ${candidates.map((dtype) => ONNX_FILES[dtype]).join(' and no ')}`,
    todo: 'a teacher is read as ONNX; export it with: optimum-cli export onnx --model NAME FOLDER/onnx',
  });
}
