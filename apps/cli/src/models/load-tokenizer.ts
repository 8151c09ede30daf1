import { readFile } from 'node:fs/promises';
import { createTokenizer, type Tokenizer } from '@m2v/core/tokenizer';
import { fileError } from '../files/file-error.js';

/** Reads a tokenizer.json. */
export async function loadTokenizer(path: string): Promise<Tokenizer> {
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch (error) {
    throw fileError(error, path);
  }
  return await createTokenizer(json, path);
}
