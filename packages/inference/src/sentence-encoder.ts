import { InputError, type Matrix, type OnProgress, row, UnsupportedError } from '@m2v/core';
import { createTokenizer } from '@m2v/core/tokenizer';
import { createEmbeddings } from './create-embeddings/create-embeddings.js';
import type { Pooling } from './teacher/pooling.js';
import type { Teacher } from './teacher/teacher.js';

/** Texts in, one vector a text out; a `StaticModel` is one already. */
export interface SentenceEncoder {
  encode(texts: readonly string[]): Matrix | Promise<Matrix>;
}

export interface SentenceEncoderOptions {
  /** Default: what the teacher's sentence-transformers files say, else 'mean'. */
  pooling?: Pooling;
  /** Divide each vector by its L2 norm. Default: what the teacher's files say, else true. */
  normalize?: boolean;
  /** Tokens a text at most, special tokens included. Default: what the teacher's files say. */
  maxLength?: number;
  /** Stage `sentences`, in texts. */
  onProgress?: OnProgress;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

/**
 * A teacher as an encoder of sentences, special tokens included, as sentence-transformers runs it.
 * @throws UnsupportedError where its files name a pooling or a module that m2v does not have, and no pooling is given.
 */
export function sentenceEncoder(teacher: Teacher, options: SentenceEncoderOptions = {}): SentenceEncoder {
  const { sentence } = teacher;
  const pooling = options.pooling ?? sentencePooling(teacher);
  const normalize = options.normalize ?? sentence?.normalize ?? true;
  const maxLength = Math.min(options.maxLength ?? sentence?.maxLength ?? teacher.maxLength, teacher.maxLength);
  const tokenizer = createTokenizer(teacher.tokenizerJson, `${teacher.name}: tokenizer.json`);
  // Whoever encodes hears of it; until then it is nobody's unhandled rejection.
  tokenizer.catch(() => {});

  return {
    async encode(texts) {
      if (texts.some((text) => typeof text !== 'string'))
        throw new InputError({ where: 'texts', what: 'are not all strings' });
      const { encode } = await tokenizer;
      const sequences = texts.map((text) => encode(text, { addSpecialTokens: true, maxLength }));
      const { onProgress, signal } = options;
      const vectors = await createEmbeddings(teacher, sequences, {
        pooling,
        onProgress,
        signal,
        stage: 'sentences',
        unit: 'texts',
      });
      if (normalize) normalizeRows(vectors);
      return vectors;
    },
  };
}

function sentencePooling({ name, sentence }: Teacher): Pooling {
  if (sentence === undefined) return 'mean';
  const { pooling, otherModules } = sentence;
  if (pooling !== undefined && otherModules.length === 0) return pooling;
  throw new UnsupportedError('unsupported-pooling', {
    where: `${name}: modules.json`,
    what:
      pooling === undefined
        ? 'the pooling is one that m2v does not have'
        : `m2v does not run the module ${otherModules.join(', ')}`,
    todo: 'give a pooling to go without it',
  });
}

// torch.nn.functional.normalize: the norm is taken to be at least 1e-12.
function normalizeRows(matrix: Matrix): void {
  for (let i = 0; i < matrix.rows; i++) {
    const values = row(matrix, i);
    let squares = 0;
    for (const value of values) squares += value * value;
    const norm = Math.max(Math.sqrt(squares), 1e-12);
    for (let j = 0; j < values.length; j++) values[j] /= norm;
  }
}
