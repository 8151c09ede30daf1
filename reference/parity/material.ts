import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { fixture } from '@m2v/fixtures';

const shared = process.env.M2V_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** A real model, tokenizer or text collection, which are not in the repository. */
export function material(path: string): string {
  const file = `${shared}/${path}`;
  if (!existsSync(file))
    throw new Error(`${file} is missing: set M2V_SHARED to the folder of models, tokenizers and data`);
  return file;
}

/** Texts that tokenizers stumble over. */
export function hardTexts(): string[] {
  const { texts } = JSON.parse(readFileSync(fixture('models/texts.json'), 'utf8')) as { texts: string[] };
  return texts;
}

/** The declaration of human rights in 388 languages and scripts, a paragraph a text. */
export function multilingualTexts(): string[] {
  return gunzipSync(readFileSync(material('data/multilingual.txt.gz')))
    .toString('utf8')
    .trimEnd()
    .split('\n');
}

/** Film reviews: long English texts with markup. */
export function reviews(): string[] {
  const lines = gunzipSync(readFileSync(material('data/imdb-test.jsonl.gz')))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

/** Code points at random, the same ones each time: most of them unassigned, rare or combining. */
export function randomTexts(count: number): string[] {
  let state = 0x2545f491;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const ranges = [0x80, 0x250, 0x2000, 0x11000, 0x30000, 0x110000];
  const codePoint = (): number => {
    const c = below(ranges[below(ranges.length)]);
    return c >= 0xd800 && c < 0xe000 ? 0x20 : c;
  };
  return Array.from({ length: count }, () => String.fromCodePoint(...Array.from({ length: below(40) }, codePoint)));
}
