import type { Playground } from './playground.js';
import { routeHash, type ViewName } from './route.js';

type Typed = Pick<Playground, 'compare' | 'search' | 'classify' | 'distil'>;

/** What was typed into a view, as an address names it; nothing for what is empty. */
const PARAMS: Record<ViewName, (state: Typed) => [string, string][]> = {
  compare: ({ compare }) => compare.texts.value.map((text) => ['text', text]),
  search: ({ search }) => named('q', search.query.value),
  classify: ({ classify }) => named('text', classify.text.value),
  map: () => [],
  distil: ({ distil }) => named('words', distil.words.value),
};

/** The address that brings the present view back, with what was typed into it. */
export function viewHash({ route, ...typed }: Typed & Pick<Playground, 'route'>): string {
  const { view } = route.value;
  return routeHash(view, PARAMS[view](typed));
}

function named(name: string, value: string): [string, string][] {
  return value === '' ? [] : [[name, value]];
}
