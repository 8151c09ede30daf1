import { InputError } from '@m2v/core';

/** Of a hub id, for a field's `pattern` as well. A name that begins with a dot would be a path. */
export const HUB_ID = String.raw`[\w\-][\w.\-]*/[\w\-][\w.\-]*`;

/** @throws InputError for what is no id of the hub; elsewhere such a string would be a path or an address */
export function checkHubId(id: string): string {
  if (new RegExp(`^${HUB_ID}$`).test(id)) return id;
  throw new InputError({ where: id, what: 'is no hub id', allowed: 'owner/name, such as minishlab/potion-base-8M' });
}
