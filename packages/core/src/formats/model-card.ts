import { FormatError } from '../errors.js';
import { decodeUtf8 } from './json.js';
import { formatScalar, parseStrings } from './yaml.js';

/** What a model's README.md says about it in its front matter. */
export interface ModelCard {
  /** The model, or models, that this one was made from: hub ids or folder names. */
  baseModelName?: string | string[];
  /** Language codes. */
  language?: string | string[];
}

/** What a card says of a kind of model, and how such a model is used. */
export interface CardUsage {
  /** A paragraph on what it is. */
  about: string;
  tags: readonly string[];
  /** What to install for JavaScript. */
  npm: string;
  /** A program, given the model's name as a literal. */
  javascript(name: string): string;
  /** A program, given the model's name as a literal. */
  python(name: string): string;
}

const STATIC_MODEL: CardUsage = {
  about: `A static embedding model: each token of its vocabulary has one vector, and the embedding of a text is the mean of its
tokens' vectors. No network runs when text is encoded, so it is quick on any processor, in a browser too.`,
  tags: ['embeddings', 'static-embeddings', 'sentence-transformers'],
  npm: '@m2v/core',
  javascript: (name) => `import { cosineSimilarity, StaticModel } from '@m2v/core';

const model = await StaticModel.fromPretrained(${name});
const a = model.encode('The cat sleeps on the mat');
const b = model.encode('A kitten naps on a rug');
console.log(cosineSimilarity(a, b));`,
  python: (name) => `from model2vec import StaticModel

model = StaticModel.from_pretrained(${name})
embeddings = model.encode(["The cat sleeps on the mat", "A kitten naps on a rug"])`,
};

// Whoever edits a card takes this line out, and keeps the text.
const MARKER = '<!-- Written by m2v, which writes this file anew at each save; without this line it is kept. -->';

// The front matter as huggingface_hub finds it.
const FRONT_MATTER = /^\s*---(?:\r\n|\r|\n)([\s\S]*?)(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|$)/;
// No key that matters is long: a bound keeps a line without one from costing its length squared.
const KEY = /^(?:"([^"\\]+)"|'([^']+)'|([^\s#&*!|>%@`,[\]{}"'-][^#]{0,200}?|-[^\s#][^#]{0,200}?))\s*:(?:\s+(.*))?$/;
const CONTINUATION = /^(?:\s|#|-(?:\s|$)|[\]}]|$)/;

/**
 * Reads the front matter of a README.md; a text without any says nothing.
 * @param where names the file in errors
 * @throws FormatError where the front matter is not readable; keys that do not matter here may hold any YAML
 */
export function parseModelCard(bytes: Uint8Array, where: string): ModelCard {
  const block = FRONT_MATTER.exec(decodeUtf8(bytes, where, 'invalid-model'))?.[1];
  if (block === undefined) return {};
  const card: ModelCard = {};
  const lines = block.split(/\r\n|\r|\n/);
  for (let i = 0; i < lines.length; ) {
    const line = i++;
    const key = KEY.exec(lines[line]);
    if (key === null) {
      // Only behind a key may a line go on; before the first one there are at most comments.
      if (/^\s*(?:#.*)?$/.test(lines[line])) continue;
      throw unreadable(where, line, 'no line of YAML', lines[line]);
    }
    while (i < lines.length && CONTINUATION.test(lines[i])) i++;
    const name = key[1] ?? key[2] ?? key[3];
    if (name !== 'base_model' && name !== 'language') continue;
    try {
      const value = parseStrings((key[4] ?? '').trim(), lines.slice(line + 1, i));
      if (name === 'base_model') card.baseModelName = value;
      else card.language = value;
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause);
      throw unreadable(where, line, `${name} holds ${problem}`, lines[line]);
    }
  }
  return card;
}

function unreadable(where: string, line: number, what: string, value: string): FormatError {
  return new FormatError('invalid-model', {
    // The front matter begins behind its line of dashes.
    where: `${where}, line ${line + 2}`,
    what: `the front matter is not readable: ${what}`,
    value,
    todo: 'write base_model and language as a string or as a list of strings',
  });
}

/** The bytes of a model card: front matter with the reference's keys in its order, a text of our own below. */
export function formatModelCard(
  { baseModelName, language }: ModelCard,
  modelName: string,
  usage: CardUsage = STATIC_MODEL,
): Uint8Array<ArrayBuffer> {
  const text = [
    '---',
    ...formatField('base_model', baseModelName),
    ...formatField('language', language),
    'library_name: model2vec',
    'license: mit',
    ...formatField('model_name', modelName),
    ...formatField('tags', usage.tags),
    '---',
    MARKER,
    '',
    formatBody(baseModelName, modelName, usage),
  ].join('\n');
  return new TextEncoder().encode(text);
}

/** Whether a README.md is a card that m2v wrote and nobody has made their own since. */
export function isOwnModelCard(bytes: Uint8Array): boolean {
  // Lenient, since a README.md in any encoding may lie in a folder.
  return new TextDecoder().decode(bytes).includes(MARKER);
}

function formatField(key: string, value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [`${key}: ${formatScalar(value)}`];
  return value.length === 0 ? [`${key}: []`] : [`${key}:`, ...value.map((item) => `- ${formatScalar(item)}`)];
}

function formatBody(baseModelName: string | string[] | undefined, modelName: string, usage: CardUsage): string {
  const bases = [baseModelName ?? []].flat().map((name) => `\`${name}\``);
  const origin = bases.length === 0 ? '' : ` It was made from ${bases.join(', ')}.`;
  const literal = JSON.stringify(modelName);
  return `# ${modelName}

${usage.about}${origin}

## Use it from JavaScript

\`\`\`sh
npm install ${usage.npm}
\`\`\`

\`\`\`js
${usage.javascript(literal)}
\`\`\`

## Use it from Python

\`\`\`sh
pip install model2vec
\`\`\`

\`\`\`python
${usage.python(literal)}
\`\`\`

sentence-transformers reads this folder as well: \`SentenceTransformer(${literal})\`.

The format, and the method of distilling such models, are those of [Model2Vec](https://github.com/MinishLab/model2vec).
`;
}
