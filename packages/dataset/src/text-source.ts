import { InputError } from '@m2v/core';

/**
 * Where text is read from: the text itself, its UTF-8 bytes, a Blob (a browser's File), or a stream of bytes. In Node a
 * file is `createReadStream(path)` and standard input `process.stdin`.
 */
export type TextSource =
  | string
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

const ALLOWED = 'text, its bytes, a Blob, or a stream of bytes';

/** The bytes of a source, chunk by chunk; a stream that is left early is cancelled. Throws InputError for another source. */
export async function* byteChunks(source: Exclude<TextSource, string>): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else if (source instanceof ArrayBuffer) yield new Uint8Array(source);
  else if (source instanceof Blob) yield* streamChunks(source.stream());
  else if (source instanceof ReadableStream) yield* streamChunks(source);
  else if (source?.[Symbol.asyncIterator] !== undefined) yield* checkedChunks(source);
  else throw new InputError({ where: 'source', what: 'cannot be read from', value: source, allowed: ALLOWED });
}

// A stream with an encoding set gives strings, whose bytes are not known any more.
async function* checkedChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (chunk instanceof Uint8Array) yield chunk;
    else throw new InputError({ where: 'source', what: 'gives what is no bytes', value: chunk, allowed: ALLOWED });
  }
}

// A reader, since not every browser can loop over a ReadableStream.
async function* streamChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}
