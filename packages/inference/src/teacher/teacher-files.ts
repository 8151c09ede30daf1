import { FormatError, SourceError, type Storage } from '@m2v/core';
import { decodeUtf8, isRecord, parseJson, settleAll } from '@m2v/core/kit';
import type { Pooling } from './pooling.js';
import type { SentenceSettings, SpecialTokens } from './teacher.js';

/** What a teacher's small files say about it. */
export interface TeacherFiles {
  tokenizerJson: string;
  specialTokens: SpecialTokens;
  padTokenId: number;
  /** Tokens a sequence at most, by the tokenizer and the position embeddings. */
  maxLength: number;
  sentence?: SentenceSettings;
}

// Where the files name no limit, the one of the models that this is for.
const DEFAULT_MAX_LENGTH = 512;
// transformers writes an absurdly large number where a tokenizer has no limit.
const NO_LIMIT = 1e15;

/**
 * Reads the small files of a teacher.
 * @throws SourceError where config.json or tokenizer.json is missing, FormatError where a file is damaged.
 */
export async function readTeacherFiles(storage: Storage): Promise<TeacherFiles> {
  const [config, tokenizerJson, tokenizerConfig, tokensMap] = await settleAll([
    readRequired(storage, 'config.json'),
    readText(storage, 'tokenizer.json'),
    readObject(storage, 'tokenizer_config.json'),
    readObject(storage, 'special_tokens_map.json'),
  ]);
  if (tokenizerJson === undefined) throw missing(storage, 'tokenizer.json');
  const limits = [tokenizerConfig?.model_max_length, config.max_position_embeddings].filter(
    (limit): limit is number => typeof limit === 'number' && limit > 0 && limit < NO_LIMIT,
  );
  return {
    tokenizerJson,
    specialTokens: specialTokens({ ...tokenizerConfig, ...tokensMap }),
    padTokenId: isCount(config.pad_token_id) ? config.pad_token_id : 0,
    maxLength: limits.length === 0 ? DEFAULT_MAX_LENGTH : Math.min(...limits),
    sentence: await readSentenceSettings(storage),
  };
}

function specialTokens(fields: Record<string, unknown>): SpecialTokens {
  const token = (role: string): string | undefined => {
    const value = fields[`${role}_token`];
    // Written as a string, or as an added token with its flags.
    const content = isRecord(value) ? value.content : value;
    return typeof content === 'string' ? content : undefined;
  };
  return {
    pad: token('pad'),
    unk: token('unk'),
    cls: token('cls'),
    sep: token('sep'),
    bos: token('bos'),
    eos: token('eos'),
    mask: token('mask'),
  };
}

async function readSentenceSettings(storage: Storage): Promise<SentenceSettings | undefined> {
  const text = await readText(storage, 'modules.json');
  if (text === undefined) return undefined;
  const modules = parseJson(text, `${storage.name}/modules.json`);
  const where = `${storage.name}/modules.json`;
  if (!Array.isArray(modules) || !modules.every(isRecord)) throw damaged(where, 'is no list of modules');
  const settings: SentenceSettings = { pooling: 'mean', normalize: false, otherModules: [] };
  for (const module of modules) {
    const kind = String(module.type).split('.').at(-1) ?? '';
    if (kind === 'Normalize') settings.normalize = true;
    else if (kind === 'Pooling') settings.pooling = await readPooling(storage, module.path, where);
    else if (kind !== 'Transformer') settings.otherModules.push(kind);
  }
  const limit = (await readObject(storage, 'sentence_bert_config.json'))?.max_seq_length;
  if (isCount(limit)) settings.maxLength = limit;
  return settings;
}

const POOLING_FIELDS: Record<string, Pooling> = {
  pooling_mode_mean_tokens: 'mean',
  pooling_mode_cls_token: 'first',
  pooling_mode_lasttoken: 'last',
};

async function readPooling(storage: Storage, folder: unknown, where: string): Promise<Pooling | undefined> {
  // One name, as sentence-transformers writes it: the file may not lead elsewhere.
  if (typeof folder !== 'string' || !/^[\w-]+$/.test(folder))
    throw damaged(where, 'names no folder for its pooling', folder);
  const path = `${folder}/config.json`;
  const config = await readObject(storage, path);
  if (config === undefined) throw missing(storage, path);
  const modes = Object.entries(config).filter(([key, value]) => key.startsWith('pooling_mode_') && value === true);
  return modes.length === 1 ? POOLING_FIELDS[modes[0][0]] : undefined;
}

async function readText(storage: Storage, path: string): Promise<string | undefined> {
  const file = await storage.open(path);
  return file === undefined ? undefined : decodeUtf8(await file.slice(), `${storage.name}/${path}`);
}

async function readObject(storage: Storage, path: string): Promise<Record<string, unknown> | undefined> {
  const text = await readText(storage, path);
  if (text === undefined) return undefined;
  const value = parseJson(text, `${storage.name}/${path}`);
  if (isRecord(value)) return value;
  throw damaged(`${storage.name}/${path}`, 'holds no JSON object');
}

async function readRequired(storage: Storage, path: string): Promise<Record<string, unknown>> {
  const value = await readObject(storage, path);
  if (value === undefined) throw missing(storage, path);
  return value;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function damaged(where: string, what: string, value?: unknown): FormatError {
  return new FormatError('invalid-teacher', value === undefined ? { where, what } : { where, what, value });
}

function missing(storage: Storage, path: string): SourceError {
  return new SourceError('not-found', {
    where: storage.name,
    what: `there is no ${path}`,
    todo: 'a teacher is a folder with config.json, tokenizer.json and onnx/model.onnx',
  });
}
