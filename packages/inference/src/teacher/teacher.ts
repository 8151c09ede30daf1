import type { Matrix } from '@m2v/core';
import type { TeacherDtype } from './open-onnx-file.js';
import type { ForwardPooling, Pooling } from './pooling.js';

/** A batch for the teacher: rows x length ids, row-major, padded on the right. */
export interface TeacherBatch {
  inputIds: Int32Array;
  /** 1 for a token, 0 for padding. */
  attentionMask: Int32Array;
  rows: number;
  length: number;
}

export interface ForwardOptions<P extends ForwardPooling | readonly ForwardPooling[]> {
  /** One pooling gives one matrix; several give as many, out of one pass. */
  pooling: P;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

/** The special tokens of a teacher, by their role; what it has none of is undefined. */
export interface SpecialTokens {
  pad?: string;
  unk?: string;
  cls?: string;
  sep?: string;
  bos?: string;
  eos?: string;
  mask?: string;
}

/** How sentence-transformers makes a sentence's vector out of this model. */
export interface SentenceSettings {
  /** Undefined for a pooling that m2v does not have. */
  pooling: Pooling | undefined;
  normalize: boolean;
  /** Tokens a text at most, special tokens included. */
  maxLength?: number;
  /** Modules besides transformer, pooling and normalization, which m2v does not run. */
  otherModules: string[];
}

/** What computes: the processor, or the graphics card through WebGPU. */
export type TeacherDevice = 'cpu' | 'webgpu';

/** A sentence transformer: token ids in, pooled vectors out. Pooling happens beside the model, hidden states do not travel. */
export interface Teacher {
  /** The folder's name, or the hub id; never a path. */
  readonly name: string;
  /** Width of a vector. */
  readonly dim: number;
  /** Tokens a sequence at most, special tokens included. */
  readonly maxLength: number;
  readonly padTokenId: number;
  /** The inputs that the model asks for, such as `token_type_ids`. */
  readonly inputs: readonly string[];
  /** The poolings it can do; `inner` goes where `mean` does. */
  readonly poolings: readonly Pooling[];
  /** How many `forward` calls may usefully run at once. */
  readonly concurrency: number;
  /** The text of its tokenizer.json. */
  readonly tokenizerJson: string;
  readonly specialTokens: SpecialTokens;
  /** What its sentence-transformers files say; undefined without such files. */
  readonly sentence?: SentenceSettings;
  /** The dtype that was loaded. */
  readonly dtype: TeacherDtype;
  /** The device that it was loaded on. */
  readonly device: TeacherDevice;
  /**
   * One vector a row.
   * @throws UnsupportedError for a pooling that the model has no output for.
   */
  forward(batch: TeacherBatch, options: ForwardOptions<ForwardPooling>): Promise<Matrix>;
  forward(batch: TeacherBatch, options: ForwardOptions<readonly ForwardPooling[]>): Promise<Matrix[]>;
  /** Stops the workers and frees the model; the teacher cannot be used afterwards. */
  dispose(): Promise<void>;
}
