import { fileURLToPath } from 'node:url';
import { InputError } from '../../errors.js';

/**
 * The path that a `file:` URL names.
 * @throws InputError for a URL of another host, and for one whose path no file can have
 */
export function pathOfUrl(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new InputError({
      where: url.href,
      what: 'names no file on this machine',
      allowed: 'file:///absolute/path',
      cause,
    });
  }
}
