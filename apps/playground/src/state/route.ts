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

/** The address of a view, with what is in it where that fits into a link. */
export function routeHash(view: ViewName, params?: Iterable<[string, string]>): string {
  const query = new URLSearchParams([...(params ?? [])]).toString();
  const hash = query === '' ? `#/${view}` : `#/${view}?${query}`;
  return hash.length <= MAX_LENGTH ? hash : `#/${view}`;
}

/** The route as a signal that follows the address: back, forward, and links. */
export function createRoute(target: Window): Signal<Route> {
  const route = signal(parseRoute(target.location.hash));
  target.addEventListener('hashchange', () => {
    route.value = parseRoute(target.location.hash);
  });
  return route;
}
