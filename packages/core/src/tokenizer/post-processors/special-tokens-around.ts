import { FormatError, UnsupportedError } from '../../errors.js';
import { isRecord, ownField } from '../../formats/json.js';

/** The ids that a post-processor puts before and after the ids of a single text. */
export interface SpecialTokensAround {
  before: number[];
  after: number[];
}

/** Reads what a `post_processor` section adds around a single text; none adds nothing. */
export function specialTokensAround(json: Record<string, unknown> | null, where: string): SpecialTokensAround {
  if (json === null) return { before: [], after: [] };
  if (json.type === 'TemplateProcessing') return fromTemplate(json, where);
  if (json.type === 'BertProcessing' || json.type === 'RobertaProcessing') {
    return { before: [pairedId(json.cls, where, 'cls')], after: [pairedId(json.sep, where, 'sep')] };
  }
  throw new UnsupportedError('unsupported-tokenizer', {
    where,
    what: `post-processor ${JSON.stringify(json.type)} is not supported yet`,
    allowed: 'TemplateProcessing, BertProcessing, RobertaProcessing or none',
  });
}

function fromTemplate(json: Record<string, unknown>, where: string): SpecialTokensAround {
  const around: SpecialTokensAround = { before: [], after: [] };
  let side = around.before;
  for (const piece of Array.isArray(json.single) ? json.single : []) {
    if (!isRecord(piece)) continue;
    if (isRecord(piece.Sequence)) side = around.after;
    else if (isRecord(piece.SpecialToken)) side.push(...templateIds(json, piece.SpecialToken.id, where));
  }
  return around;
}

function templateIds(json: Record<string, unknown>, token: unknown, where: string): number[] {
  const entry = isRecord(json.special_tokens) ? ownField(json.special_tokens, String(token)) : undefined;
  const ids: unknown = isRecord(entry) ? entry.ids : undefined;
  if (!Array.isArray(ids) || !ids.every(isId)) {
    throw new FormatError('invalid-tokenizer', {
      where,
      what: 'post_processor uses a special token without ids',
      value: token,
    });
  }
  return ids;
}

function pairedId(pair: unknown, where: string, key: string): number {
  const id: unknown = Array.isArray(pair) ? pair[1] : undefined;
  if (!isId(id)) {
    throw new FormatError('invalid-tokenizer', {
      where,
      what: `post_processor.${key} is not a pair of token and id`,
      value: pair,
    });
  }
  return id;
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
