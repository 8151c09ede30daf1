import { FormatError } from '@m2v/core';
import { lineBlocks } from './line-blocks.js';
import type { TextSource } from './text-source.js';

/** One value of a JSONL source, and the line it stands on, counted from 1. */
export interface JsonLine {
  line: number;
  value: unknown;
}

/** The values of a JSONL source, one a line; blank lines are skipped. Throws FormatError `invalid-row`. */
export async function* jsonLines(source: TextSource, name: string): AsyncGenerator<JsonLine> {
  for await (const { first, lines } of lineBlocks(source, name)) {
    for (let i = 0; i < lines.length; i++) {
      if (lines[i].trim() !== '') yield { line: first + i, value: parse(lines[i], first + i, name) };
    }
  }
}

function parse(text: string, line: number, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError('invalid-row', {
      where: `${name}, line ${line}`,
      what: 'not JSON',
      value: text,
      allowed: 'one JSON value a line',
      cause,
    });
  }
}
