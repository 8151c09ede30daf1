import { FormatError, UnsupportedError } from '../../errors.js';

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
    const { Sequence, SpecialToken } = piece as {
      Sequence?: Record<string, unknown>;
      SpecialToken?: Record<string, unknown>;
    };
    if (Sequence !== undefined) side = around.after;
    else if (SpecialToken !== undefined) side.push(...templateIds(json, SpecialToken.id, where));
  }
  return around;
}

function templateIds(json: Record<string, unknown>, token: unknown, where: string): number[] {
  const tokens = json.special_tokens as Record<string, unknown> | undefined;
  const entry = typeof token === 'string' ? (tokens?.[token] as Record<string, unknown> | undefined) : undefined;
  const ids = entry?.ids;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'number')) {
    throw new FormatError('invalid-tokenizer', {
      where,
      what: 'post_processor uses a special token without ids',
      value: token,
    });
  }
  return ids as number[];
}

function pairedId(pair: unknown, where: string, key: string): number {
  const id = Array.isArray(pair) ? pair[1] : undefined;
  if (typeof id !== 'number') {
    throw new FormatError('invalid-tokenizer', {
      where,
      what: `post_processor.${key} is not a pair of token and id`,
      value: pair,
    });
  }
  return id;
}
