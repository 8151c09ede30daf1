import { InputError } from '@m2v/core';

// A name that begins with a dot would be a path.
const HUB_ID = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

/** @throws InputError for what is no id of the hub; elsewhere such a string would be a path or an address */
export function checkHubId(id: string): string {
  if (HUB_ID.test(id)) return id;
  throw new InputError({ where: id, what: 'is no hub id', allowed: 'owner/name, such as minishlab/potion-base-8M' });
}
