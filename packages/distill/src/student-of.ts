import { type EmbeddingTable, StaticModel } from '@m2v/core';
import type { Teacher } from '@m2v/inference';
import type { DistillSettings } from './distill-options.js';
import type { StudentVocabulary } from './vocabulary/student-vocabulary.js';

// The reference's defaults for a distilled model: 512 tokens a text, and no limit worth the name in `seq_length`.
const MAX_LENGTH = 512;
const SEQ_LENGTH = 1_000_000;

/** What a student is made of. */
export interface StudentOrigin {
  teacher: Teacher;
  vocabulary: StudentVocabulary;
  settings: DistillSettings;
}

/** The student of a table. */
export function studentOf(
  { teacher: { name }, vocabulary: { tokenizer }, settings: { pooling, endToken } }: StudentOrigin,
  table: EmbeddingTable,
  config: Readonly<Record<string, unknown>>,
): StaticModel {
  return new StaticModel({
    tokenizer,
    table,
    config: {
      model_type: 'model2vec',
      architectures: ['StaticModel'],
      tokenizer_name: name,
      // What `config` says of these stands here too, in the reference's order.
      apply_pca: null,
      sif_coefficient: null,
      hidden_dim: table.matrix.dim,
      seq_length: SEQ_LENGTH,
      normalize: true,
      pooling,
      // The reference has no such field, since it has no such student.
      ...(endToken ? {} : { end_token: false }),
      ...config,
    },
    normalize: true,
    maxLength: MAX_LENGTH,
    baseModelName: name,
  });
}
