import { FormatError } from '@m2v/core';
import { lineBlocks } from './line-blocks.js';
import type { TextSource } from './text-source.js';

/** One value of a JSONL source, and where it stands: the source's name and the line, counted from 1. */
export interface JsonLine {
  where: string;
  value: unknown;
}

/** The values of a JSONL source, one a line; blank lines are skipped. Throws FormatError `invalid-row`. */
export async function* jsonLines(source: TextSource, name: string): AsyncGenerator<JsonLine> {
  for await (const { first, lines } of lineBlocks(source, name)) {
    for (let i = 0; i < lines.length; i++) {
      const where = `${name}, line ${first + i}`;
      if (lines[i].trim() !== '') yield { where, value: parse(lines[i], where) };
    }
  }
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError('invalid-row', {
      where,
      what: 'not JSON',
      value: text,
      allowed: 'one JSON value a line',
      cause,
    });
  }
}
