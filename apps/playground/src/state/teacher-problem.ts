import type { PageTeacher } from '../workers/distil.js';
import { checkHubId } from '../workers/hub-id.js';
import { messageOf } from './message-of.js';

const NEEDED: Record<string, (path: string) => boolean> = {
  'config.json': (path) => path === 'config.json',
  'tokenizer.json': (path) => path === 'tokenizer.json',
  'onnx/model.onnx': (path) => path.endsWith('.onnx'),
};

/** Why something that was chosen cannot be a teacher, as far as that shows before it is loaded. */
export function teacherProblem(teacher: PageTeacher): string | undefined {
  if (teacher.kind === 'embedded') return undefined;
  if (teacher.kind === 'files') {
    const paths = Object.keys(teacher.files);
    const missing = Object.keys(NEEDED).filter((name) => !paths.some(NEEDED[name]));
    return missing.length === 0 ? undefined : `${teacher.name}: there is no ${missing.join(', no ')}`;
  }
  try {
    checkHubId(teacher.id);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
