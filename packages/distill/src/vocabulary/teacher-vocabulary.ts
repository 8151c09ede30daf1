import { UnsupportedError } from '@m2v/core';
import { createTokenizer, isWordPiece, parseTokenizerJson, type Tokenizer } from '@m2v/core/tokenizer';
import type { Teacher } from '@m2v/inference';

export interface TeacherVocabulary {
  /** The teacher's tokenizer, with all that it has. */
  whole: Tokenizer;
  /** The same less the added tokens that the reference prunes; ids are still the teacher's. */
  tokenizer: Tokenizer;
  /** Every token of it that is left, in the order of their ids. */
  tokens: string[];
  unkToken: string;
  /** Undefined where the teacher has none. */
  padToken: string | undefined;
}

/**
 * Reads a teacher's vocabulary. Of its added tokens only those survive that stand around a text, stand for unknown
 * text or pad; [MASK] for one goes.
 * @throws UnsupportedError for a tokenizer family other than WordPiece.
 */
export async function teacherVocabulary(teacher: Teacher): Promise<TeacherVocabulary> {
  const where = `${teacher.name}: tokenizer.json`;
  const json = parseTokenizerJson(teacher.tokenizerJson, where);
  if (!isWordPiece(json)) {
    throw new UnsupportedError('unsupported-tokenizer', {
      where,
      what: `teachers with a ${json.model.type} tokenizer are not supported yet`,
      allowed: 'WordPiece',
    });
  }
  const whole = await createTokenizer(json, where);
  const { before, after } = whole.specialTokensAround();
  const padToken = teacher.specialTokens.pad;
  const kept = new Set([...before, ...after].map((id) => whole.tokens[id]));
  kept.add(json.model.unk_token);
  if (padToken !== undefined) kept.add(padToken);

  const pruned = new Set(whole.addedTokens.map((token) => token.content).filter((content) => !kept.has(content)));
  const vocab = new Map<string, number>();
  whole.tokens.forEach((token, id) => {
    if (!pruned.has(token)) vocab.set(token, id);
  });
  const tokenizer = await createTokenizer(
    {
      ...json,
      added_tokens: json.added_tokens.filter((token) => !pruned.has(token.content)),
      model: { ...json.model, vocab },
    },
    where,
  );
  return {
    whole,
    tokenizer,
    tokens: [...vocab.keys()],
    unkToken: json.model.unk_token,
    padToken: padToken !== undefined && vocab.has(padToken) ? padToken : undefined,
  };
}

/**
 * What the teacher is given for each token: a token of its own vocabulary as [bos, id, eos], or without `endToken` as [bos, id];
 * anything else as its own tokenizer reads it, special tokens likewise, cut to what the teacher can take.
 */
export function teacherTokenIds(
  tokens: readonly string[],
  tokenizer: Tokenizer,
  { maxLength, endToken }: { maxLength: number; endToken: boolean },
): Int32Array[] {
  const { before, after } = tokenizer.specialTokensAround();
  const omitted = endToken ? 0 : after.length;
  return tokens.map((token) => {
    const id = tokenizer.tokenToId(token);
    const whole =
      id === undefined
        ? tokenizer.encode(token, { addSpecialTokens: true, maxLength: maxLength + omitted })
        : Int32Array.of(...before, id, ...after);
    return whole.subarray(0, whole.length - omitted);
  });
}
