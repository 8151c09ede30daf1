import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser'];

/**
 * The path of Debian's Chromium, or of the browser that M2V_CHROMIUM names.
 * @throws Error that says how to install it
 */
export function chromiumPath(env = process.env) {
  const candidates =
    env.M2V_CHROMIUM === undefined
      ? (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
      : [env.M2V_CHROMIUM];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  throw new Error('Chromium is not installed: run `apt-get install chromium`, or name a browser by M2V_CHROMIUM');
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
