import { FormatError } from '@m2v/core';

// Enough to tell text from bytes of another kind.
const LOOKED_AT = 4096;

/**
 * A file as it is to be read: itself, or its text where it begins with the mark of UTF-16, as spreadsheets write it.
 * @throws FormatError for bytes that are no text
 */
export async function decodedText(file: Blob, name: string): Promise<Blob | string> {
  const head = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  const encoding = markOf(head);
  if (encoding !== undefined) return new TextDecoder(encoding).decode(await file.arrayBuffer());
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]++;
  });
  if (zeros[0] + zeros[1] === 0) return file;
  // Text of UTF-16 has its zeros in every second byte, since most characters need but one.
  const isUtf16 = file.size % 2 === 0 && Math.max(...zeros) > head.length / 4 && Math.min(...zeros) < head.length / 50;
  throw new FormatError('invalid-row', {
    where: name,
    what: isUtf16 ? 'is UTF-16 without its mark' : 'is no text file',
    todo: isUtf16 ? 'save it as UTF-8' : 'choose a CSV, JSONL or text file',
  });
}

function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
