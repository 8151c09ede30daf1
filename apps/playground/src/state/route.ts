import { type Signal, signal } from '@preact/signals-core';

export const VIEWS = ['compare', 'search', 'classify', 'map', 'distil'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What the address says: a view, and what is in it. */
export interface Route {
  view: ViewName;
  params: URLSearchParams;
}

// Longer links are cut by mail programs and messengers.
const MAX_LENGTH = 2000;

export function parseRoute(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  return { view: VIEWS.find((name) => name === path) ?? 'compare', params: new URLSearchParams(query) };
}

/** The address of a view, with what is in it. */
export function routeHash(view: ViewName, params: Iterable<[string, string]> = []): string {
  const query = new URLSearchParams([...params]).toString();
  return query === '' ? `#/${view}` : `#/${view}?${query}`;
}

/** As much of a window as the address needs. */
export type AddressBar = Pick<Window, 'addEventListener'> & {
  location: Pick<Location, 'hash'>;
  history: Pick<History, 'state' | 'replaceState'>;
};

/** The route as a signal that follows the address: back, forward, and links. */
export function createRoute(target: AddressBar): Signal<Route> {
  const read = () => parseRoute(keptHash(target.history.state) ?? target.location.hash);
  const route = signal(read());
  target.addEventListener('hashchange', () => {
    route.value = read();
  });
  return route;
}

/** Puts what was typed into the address; what does not fit into a link is kept beside it, for a reload and the way back. */
export function writeRoute(hash: string, { location, history }: AddressBar): void {
  const fits = hash.length <= MAX_LENGTH;
  const shown = fits ? hash : hash.slice(0, hash.indexOf('?'));
  const kept = fits ? undefined : hash;
  if (shown === location.hash && kept === keptHash(history.state)) return;
  try {
    history.replaceState(kept === undefined ? null : { hash: kept }, '', shown);
  } catch {
    // A browser that counts the changes, or finds the texts too large: the page works on, its address is that of before.
  }
}

function keptHash(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('hash' in state)) return undefined;
  return typeof state.hash === 'string' ? state.hash : undefined;
}
