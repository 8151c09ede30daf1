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
}

const TRUE = /^(?:1|on|yes|true)$/i;

/** Options, and for what they leave open the environment variables of the hub's own tools, as they are now. */
export async function hubSettings(id: string, options: HubOptions): Promise<HubSettings> {
  const { env } = process;
  const home = env.HF_HOME ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'huggingface');
  const { revision = DEFAULT_REVISION, cacheDir = env.HF_HUB_CACHE ?? join(home, 'hub'), fetch, signal } = options;
  checkRepository({ id, revision });
  const hubUrl = (options.hubUrl ?? env.HF_ENDPOINT ?? DEFAULT_HUB_URL).replace(/\/+$/, '');
  const token = options.token === false ? undefined : (options.token ?? env.HF_TOKEN ?? (await storedToken(home)));
  return {
    repository: { id, revision, hubUrl, token, fetch, signal },
    folder: join(cacheDir, `models--${id.replace('/', '--')}`),
    offline: TRUE.test(env.HF_HUB_OFFLINE ?? ''),
  };
}

async function storedToken(home: string): Promise<string | undefined> {
  try {
    return (await readFile(process.env.HF_TOKEN_PATH ?? join(home, 'token'), 'utf8')).trim() || undefined;
  } catch {
    // Most users have none: the hub says where one is needed.
    return undefined;
  }
}
