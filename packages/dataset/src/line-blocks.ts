import { FormatError } from '@m2v/core';
import { concatenate } from './concatenate.js';
import { byteChunks, type TextSource } from './text-source.js';

/** Consecutive lines, without their ends; `first` is the number of the first one, counted from 1. */
export interface LineBlock {
  first: number;
  lines: string[];
}

const NEWLINE = 0x0a;

/**
 * The lines of a UTF-8 source, as many at a time as its chunks hold. `\n` and `\r\n` end a line, the last line may lack
 * its end, and a byte order mark is taken off. Throws FormatError `invalid-row` on bytes that are not UTF-8.
 */
export async function* lineBlocks(source: TextSource, name: string): AsyncGenerator<LineBlock> {
  if (typeof source === 'string') {
    const text = withoutMark(source);
    if (text !== '') yield { first: 1, lines: splitLines(text.endsWith('\n') ? text.slice(0, -1) : text) };
    return;
  }
  let first = 1;
  // What stands after the last newline, in pieces: a line that spans many chunks is joined once, not once a chunk.
  let rest: Uint8Array[] = [];
  for await (const chunk of byteChunks(source)) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const lines = splitLines(decode(concatenate([...rest, chunk.subarray(0, end)]), first, name));
    yield { first, lines };
    first += lines.length;
    rest = [chunk.subarray(end + 1)];
  }
  const last = decode(concatenate(rest), first, name);
  if (last !== '') yield { first, lines: splitLines(last) };
}

// Cutting at newline bytes first is safe: in UTF-8 no other character contains one.
function decode(bytes: Uint8Array, first: number, name: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return first === 1 ? withoutMark(text) : text;
  } catch (cause) {
    throw new FormatError('invalid-row', {
      where: `${name}, line ${first + firstBadLine(bytes)}`,
      what: 'not UTF-8',
      todo: 'convert the file to UTF-8',
      cause,
    });
  }
}

// A byte order mark is one only at the very start; elsewhere it is text.
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 0, start = 0; ; line++) {
    const newline = bytes.indexOf(NEWLINE, start);
    try {
      decoder.decode(bytes.subarray(start, newline < 0 ? bytes.length : newline));
    } catch {
      return line;
    }
    if (newline < 0) return line;
    start = newline + 1;
  }
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (!text.includes('\r')) return lines;
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
