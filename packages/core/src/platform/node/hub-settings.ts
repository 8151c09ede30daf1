import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HubOptions } from '../../storage/hub-options.js';
import { checkRepository, DEFAULT_HUB_URL, DEFAULT_REVISION, type HubRepository } from '../../storage/hub-protocol.js';

export interface HubSettings {
  repository: HubRepository;
  /** The repository's folder in the cache. */
  folder: string;
  /** Whether only what lies in the cache may be used. */
  offline: boolean;
  /** Whether the cache may hold links; else its snapshots hold copies. */
  links: boolean;
}

const TRUE = /^(?:1|on|yes|true)$/i;

/** Options, and for what they leave open the environment variables of the hub's own tools, as they are now. */
export async function hubSettings(id: string, options: HubOptions): Promise<HubSettings> {
  const { env } = process;
  // A variable that is set to nothing is taken for one that is not set.
  const home = expand(env.HF_HOME || join(env.XDG_CACHE_HOME || '~/.cache', 'huggingface'));
  const cacheDir = options.cacheDir ?? expand(env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE || join(home, 'hub'));
  const { revision = DEFAULT_REVISION, fetch, signal } = options;
  checkRepository({ id, revision });
  const hubUrl = (options.hubUrl ?? (env.HF_ENDPOINT || DEFAULT_HUB_URL)).replace(/\/+$/, '');
  const implicit = TRUE.test(env.HF_HUB_DISABLE_IMPLICIT_TOKEN ?? '') ? undefined : () => implicitToken(home);
  const token = options.token === false ? undefined : (options.token ?? (await implicit?.()));
  return {
    repository: { id, revision, hubUrl, token, fetch, signal },
    folder: join(cacheDir, `models--${id.replace('/', '--')}`),
    offline: TRUE.test(env.HF_HUB_OFFLINE || env.TRANSFORMERS_OFFLINE || ''),
    links: !TRUE.test(env.HF_HUB_DISABLE_SYMLINKS ?? ''),
  };
}

async function implicitToken(home: string): Promise<string | undefined> {
  const { HF_TOKEN, HUGGING_FACE_HUB_TOKEN, HF_TOKEN_PATH } = process.env;
  const given = (HF_TOKEN || HUGGING_FACE_HUB_TOKEN)?.trim();
  if (given) return given;
  try {
    return (await readFile(expand(HF_TOKEN_PATH || join(home, 'token')), 'utf8')).trim() || undefined;
  } catch {
    // Most users have none: the hub says where one is needed.
    return undefined;
  }
}

/** The home folder for a leading `~`, and the value of `$NAME` and `${NAME}`, as Python's os.path expands them. */
function expand(path: string): string {
  return path
    .replace(/^~(?=$|[\\/])/, homedir())
    .replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, bare, braced) => process.env[bare ?? braced] ?? whole);
}
