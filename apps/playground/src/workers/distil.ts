import { type OnProgress, type StaticModel, UnsupportedError } from '@m2v/core';
import type { CallContext } from '@m2v/core/kit';
import { distillFromTeacher, fitRecordOf } from '@m2v/distill';
import { compareEncoders, sentenceEncoder, type Teacher } from '@m2v/inference';
import { loadTeacher } from '@m2v/inference/teacher';
import * as embedded from '@m2v/teacher-minilm-l6';
import { SENTENCES } from '../examples/sentences.js';
import { fileStorage, type PageFiles } from './file-storage.js';
import { checkHubId } from './hub-id.js';
import { onnxFiles } from './onnx-files.js';
import { columnOf, readTable, type TableSource } from './read-table.js';
import { rowsOnce } from './rows-once.js';
import { wasmAllowed } from './wasm-allowed.js';

export type PageTeacher =
  | { kind: 'embedded' }
  | { kind: 'hub'; id: string }
  | { kind: 'files'; name: string; files: PageFiles };

export interface DistilSettings {
  teacher: PageTeacher;
  /** Only the first so many tokens of the vocabulary; null for all. */
  tokens: number | null;
  /** Words and phrases to add. */
  vocabulary: string[];
  pcaDims: number;
  /** Texts of one's own to fit the student to, and the column they are in; null for a plain distillation. */
  corpus: (TableSource & { column: string }) | null;
}

export interface DistilResult {
  name: string;
  files: PageFiles;
  tokens: number;
  dim: number;
  device: string;
  seconds: number;
  /** How the student stands to its teacher over a few sentences. */
  comparison: { spearman: number; pearson: number; pairs: ComparedPair[] };
  /** The share of the teacher's vectors of held-out texts that the student explains, before the fit and after. */
  explained: { before: number; after: number } | undefined;
  warnings: string[];
}

/** Two texts with what teacher and student make of them. */
export interface ComparedPair {
  a: string;
  b: string;
  teacher: number;
  student: number;
}

// The pairs on which they differ most.
const PAIRS_SHOWN = 5;

/** Loads a teacher, distils it, and holds the student against it. */
async function distil(settings: DistilSettings, context: CallContext): Promise<DistilResult> {
  const start = performance.now();
  if (!wasmAllowed()) {
    throw new UnsupportedError('unsupported-runtime', {
      where: 'this page',
      what: 'may not run WebAssembly, which a teacher needs',
      todo: 'its server’s content security policy must allow wasm-unsafe-eval',
    });
  }
  const { signal, onProgress } = context;
  const warnings: string[] = [];
  const onWarning = ({ message }: { message: string }) => warnings.push(message);
  const { corpus } = settings;
  const texts = corpus === null ? undefined : columnOf(await readTable(corpus, context), corpus.column);
  const teacher = await openTeacher(settings.teacher, { signal, onProgress });
  try {
    const student = await distillFromTeacher(teacher, {
      vocabulary: settings.vocabulary,
      vocabularySize: settings.tokens,
      pcaDims: settings.pcaDims,
      endToken: false,
      fit: texts ?? 'none',
      signal,
      onProgress: rowsOnce(onProgress),
      onWarning,
    });
    const comparison = await compare(teacher, student, context);
    const name = `${teacher.name.split('/').at(-1)}-static`;
    return {
      name,
      files: blobs(await student.toBytes({ modelName: name })),
      tokens: student.tokens.length,
      dim: student.dim,
      device: teacher.device,
      seconds: (performance.now() - start) / 1000,
      comparison,
      explained: explainedOf(student),
      warnings,
    };
  } finally {
    await teacher.dispose();
  }
}

function explainedOf(student: StaticModel): DistilResult['explained'] {
  const record = fitRecordOf(student);
  if (record === undefined || record.explained_before === null || record.explained_after === null) return undefined;
  return { before: record.explained_before, after: record.explained_after };
}

async function openTeacher(
  source: PageTeacher,
  options: { signal: AbortSignal; onProgress: OnProgress },
): Promise<Teacher> {
  const settings = { ...options, ...(await onnxFiles()) };
  switch (source.kind) {
    case 'embedded':
      return await loadTeacher(embedded, settings);
    case 'hub':
      return await loadTeacher(checkHubId(source.id), settings);
    case 'files':
      return await loadTeacher(fileStorage(source.name, source.files), settings);
  }
}

async function compare(
  teacher: Teacher,
  student: StaticModel,
  { signal }: CallContext,
): Promise<DistilResult['comparison']> {
  const others = [{ name: 'student', encoder: student }];
  const [{ spearman, pearson, pairs }] = await compareEncoders(sentenceEncoder(teacher), others, SENTENCES, {
    signal,
    pairs: PAIRS_SHOWN,
  });
  return {
    spearman,
    pearson,
    pairs: pairs.map(({ a, b, reference, other }) => ({
      a: SENTENCES[a],
      b: SENTENCES[b],
      teacher: reference,
      student: other,
    })),
  };
}

function blobs(files: Record<string, Uint8Array>): PageFiles {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new Blob([new Uint8Array(bytes)])]));
}

export const distilApi = { distil };
export type DistilApi = typeof distilApi;
