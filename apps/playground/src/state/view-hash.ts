import type { Playground } from './playground.js';
import { routeHash } from './route.js';

/** The address that brings the present view back, with what was typed into it. */
export function viewHash({ route, compare, search }: Pick<Playground, 'route' | 'compare' | 'search'>): string {
  const { view } = route.value;
  if (view === 'compare') {
    return routeHash(
      view,
      compare.texts.value.map((text) => ['text', text]),
    );
  }
  if (view === 'search' && search.query.value !== '') return routeHash(view, [['q', search.query.value]]);
  return routeHash(view);
}
