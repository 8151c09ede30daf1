import { readFile } from 'node:fs/promises';
import { fileError } from '@m2v/core/kit';
import { createTokenizer, type Tokenizer } from '@m2v/core/tokenizer';

/** Reads a tokenizer.json. */
export async function loadTokenizer(path: string): Promise<Tokenizer> {
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch (error) {
    throw fileError(error, path, 'read');
  }
  return await createTokenizer(json, path);
}
