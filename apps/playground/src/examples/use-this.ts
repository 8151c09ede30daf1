import classifyCommands from '../../../../examples/classify.sh?raw';
import classify from '../../../../examples/classify.ts?raw';
import distilCommands from '../../../../examples/distill.sh?raw';
import distil from '../../../../examples/distill.ts?raw';
import encodeCommands from '../../../../examples/encode.sh?raw';
import encode from '../../../../examples/encode.ts?raw';
import map from '../../../../examples/map.ts?raw';
import search from '../../../../examples/search.ts?raw';
import type { ViewName } from '../state/route.js';

/** What a view does, outside the page. */
export interface UseThis {
  packages: string[];
  code: string;
  command: string;
}

/** The examples of the repository, which its tests run. */
export const USE_THIS: Record<ViewName, UseThis> = {
  compare: useThis(encode, commandOf(encodeCommands, 'm2v similarity')),
  search: useThis(search, commandOf(encodeCommands, 'm2v search')),
  classify: useThis(classify, commandOf(classifyCommands, 'm2v train')),
  map: useThis(map, commandOf(encodeCommands, 'm2v encode --input')),
  distil: useThis(distil, commandOf(distilCommands, 'm2v distill')),
};

function useThis(code: string, command: string): UseThis {
  return { packages: packagesOf(code), code: code.trim(), command };
}

/** The line of a script that begins so. */
function commandOf(script: string, beginning: string): string {
  return script.split('\n').find((line) => line.startsWith(beginning)) ?? '';
}

/** The packages that some code imports, to be installed. */
export function packagesOf(code: string): string[] {
  const names = [...code.matchAll(/from '((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name]) => name);
  return [...new Set(names)].filter((name) => name.startsWith('@m2v/')).sort();
}
