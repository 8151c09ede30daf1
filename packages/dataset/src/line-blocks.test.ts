import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineBlocks } from './line-blocks.js';
import type { TextSource } from './text-source.js';

async function linesOf(source: TextSource): Promise<string[]> {
  const all: string[] = [];
  for await (const { first, lines } of lineBlocks(source, 'a.txt')) {
    expect(first).toBe(all.length + 1);
    all.push(...lines);
  }
  return all;
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('lineBlocks', () => {
  it('reads the same lines from every kind of source', async () => {
    const text = '\ufefffirst\r\n\nthird, with Zoë and 東京\nlast';
    const expected = ['first', '', 'third, with Zoë and 東京', 'last'];
    const bytes = utf8(text);
    const sources = [text, bytes, bytes.buffer, new Blob([text]), new Blob([text]).stream(), inChunks(bytes, 1)];
    for (const source of sources) expect(await linesOf(source as TextSource)).toEqual(expected);
  });

  it.each([
    ['', []],
    ['\n', ['']],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\n', ['a', '']],
    ['\ufeff', []],
    ['a\rb\n', ['a\rb']],
  ])('splits %j', async (text, expected) => {
    expect(await linesOf(text)).toEqual(expected);
    expect(await linesOf(inChunks(utf8(text), 2))).toEqual(expected);
  });

  it('takes a byte order mark off the start only', async () => {
    expect(await linesOf(utf8('\ufeffa\n\ufeffb'))).toEqual(['a', '\ufeffb']);
  });

  it('gives the same lines for any text and any chunks', async () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'é', '東', '😀', '\n', '\r\n', '\ufeff') });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const marked = text.startsWith('\ufeff') ? text.slice(1) : text;
        const expected = marked.split('\n').map((line) => line.replace(/\r$/, ''));
        if (expected.at(-1) === '') expected.pop();
        expect(await linesOf(text)).toEqual(expected);
        expect(await linesOf(inChunks(utf8(text), size))).toEqual(expected);
      }),
    );
  });

  it('names the line that is not UTF-8, in whatever chunk it comes', async () => {
    const bytes = Uint8Array.from([...utf8('one\ntwo\n'), 0x63, 0x61, 0x66, 0xe9, 0x0a, ...utf8('four\n')]);
    for (const size of [1, 3, 6, 100]) {
      await expect(linesOf(inChunks(bytes, size))).rejects.toThrow('a.txt, line 3: not UTF-8');
    }
  });

  it('cancels the stream that it leaves early', async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(utf8('again\n')),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of lineBlocks(stream, 'a.txt')) break;
    expect(cancelled).toBe(true);
  });
});
