import { spaceOfPooling, type UnfittedStudent } from './fit-to-corpus/unfitted-student.js';
import { type StudentOrigin, studentOf } from './student-of.js';
import { tokenEmbeddings } from './token-embeddings.js';

/** A student in the teacher's full width and not weighed, of which the teacher has read no token yet. */
export function unmadeStudent(origin: StudentOrigin): UnfittedStudent {
  const { teacher, settings, vocabulary } = origin;
  const { original, selected, tokenizer } = vocabulary;
  const total = selected.tokens.length;
  let read = 0;
  return {
    tokenizer,
    space: spaceOfPooling(settings.pooling),
    isWeighted: false,
    isMade: false,
    async rows(ids, signal) {
      const tokens = Array.from(ids, (id) => selected.tokens[id]);
      const rows = await tokenEmbeddings(teacher, original, tokens, {
        ...settings,
        onProgress: (progress) => settings.onProgress({ ...progress, done: read + progress.done, total }),
        signal,
      });
      read += ids.length;
      return rows;
    },
    withTable: (matrix, config) => studentOf(origin, { matrix, dtype: 'float32' }, config),
  };
}
