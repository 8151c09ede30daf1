import type { LoadTeacherOptions } from '@m2v/inference/teacher';
import { type Command, Option } from 'commander';

/** The options of every command that runs a teacher. */
export type TeacherOptions = Pick<LoadTeacherOptions, 'dtype' | 'device'>;

export function addTeacherOptions(command: Command): Command {
  return command
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
    );
}

/** The option that says how a model's vectors are stored. */
export function quantizeOption(): Option {
  return new Option('--quantize-to <dtype>', 'how vectors are stored (default: float16)').choices([
    'float32',
    'float16',
    'int8',
  ]);
}
