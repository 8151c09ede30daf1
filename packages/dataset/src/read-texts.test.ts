import { FormatError } from '@m2v/core';
import { describe, expect, it } from 'vitest';
import { type ReadTextsOptions, readTexts } from './read-texts.js';

async function textsOf(source: string, options?: ReadTextsOptions): Promise<string[]> {
  const texts: string[] = [];
  for await (const text of readTexts(source, options)) texts.push(text);
  return texts;
}

describe('readTexts', () => {
  it('takes each line of plain text, so that text i is line i + 1', async () => {
    expect(await textsOf('one\n\n{"text":"three"}\n')).toEqual(['one', '', '{"text":"three"}']);
  });

  it('refuses what cannot be read from', async () => {
    const source: unknown = 5;
    await expect(textsOf(source as string)).rejects.toThrow(
      'source: cannot be read from, got 5; allowed: text, its bytes',
    );
  });

  it('takes JSON strings and the text column of JSON objects', async () => {
    const source = '"one"\n\n{"text":"two","label":1}\r\n  {"label":2,"text":""}  \n';
    expect(await textsOf(source, { format: 'jsonl' })).toEqual(['one', 'two', '']);
  });

  it('takes the column that is asked for', async () => {
    expect(await textsOf('{"text":"a","body":"b"}', { format: 'jsonl', textColumn: 'body' })).toEqual(['b']);
  });

  it.each([
    ['{"text":"a"}\n\nnot json', 'd.jsonl, line 3: not JSON, got "not json"; allowed: one JSON value a line'],
    ['{"body":"a","id":1}', 'd.jsonl, line 1: no column "text"; name one of those there: "body", "id"'],
    ['{}', 'd.jsonl, line 1: no column "text"; name one of those there: none'],
    ['{"text":null}', 'd.jsonl, line 1: column "text" is not a string, got null'],
    ['"a"\n7', 'd.jsonl, line 2: neither a JSON string nor an object, got 7'],
    ['["a"]', 'd.jsonl, line 1: neither a JSON string nor an object, got ["a"]'],
  ])('says what is wrong with %j', async (source, message) => {
    const error: unknown = await textsOf(source, { format: 'jsonl', name: 'd.jsonl' }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'invalid-row', message });
    expect(FormatError.is(error)).toBe(true);
  });

  it('does not take what every object inherits for a column', async () => {
    await expect(textsOf('{"a":"b"}', { format: 'jsonl', textColumn: 'toString' })).rejects.toThrow('no column');
    expect(await textsOf('{"__proto__":"b"}', { format: 'jsonl', textColumn: '__proto__' })).toEqual(['b']);
  });

  it('shows only some of many columns', async () => {
    const row = JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, i])));
    await expect(textsOf(row, { format: 'jsonl' })).rejects.toThrow(/"c11", …$/);
  });
});
