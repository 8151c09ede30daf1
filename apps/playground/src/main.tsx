import './style/tokens.css';
import './style/base.css';
import './style/app.css';
import './style/widgets.css';
import './style/tables.css';
import './style/compare.css';
import './style/search.css';
import './style/classify.css';
import './style/distil.css';
import './style/map.css';
import '@preact/signals';
import { effect } from '@preact/signals-core';
import { render } from 'preact';
import { App, TITLES } from './app.js';
import { registerServiceWorker } from './register-service-worker.js';
import { debounced } from './state/debounced.js';
import { createPlayground } from './state/playground.js';
import { createRoute, writeRoute } from './state/route.js';
import { viewHash } from './state/view-hash.js';
import type { DistilApi } from './workers/distil.js';
import distilScript from './workers/distil-worker.ts?worker&url';
import type { DuplicatesApi } from './workers/duplicates.js';
import duplicatesScript from './workers/duplicates-worker.ts?worker&url';
import type { EngineApi } from './workers/engine.js';
import engineScript from './workers/engine-worker.ts?worker&url';
import { spawn } from './workers/spawn.js';
import type { TrainerApi } from './workers/train.js';
import trainScript from './workers/train-worker.ts?worker&url';

// Browsers allow an address to change so many times a second.
const ADDRESS_MS = 300;

const playground = createPlayground(
  {
    engine: spawn<EngineApi>(engineScript),
    startTrainer: () => spawn<TrainerApi>(trainScript),
    startDistiller: () => spawn<DistilApi>(distilScript),
    startDuplicates: () => spawn<DuplicatesApi>(duplicatesScript),
  },
  createRoute(window),
);

// What was typed goes into the address, so that a link, a reload or a bookmark brings it back.
const write = debounced((hash: string) => writeRoute(hash, window), ADDRESS_MS);
effect(() => write(viewHash(playground)));
// Before a link is followed, its page's own address has to be whole, for the way back.
document.addEventListener('focusout', write.flush);
// A file that is dropped beside its place is not to take the page's.
for (const kind of ['dragover', 'drop'] as const) {
  window.addEventListener(kind, (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
}

effect(() => {
  document.title = `${TITLES[playground.route.value.view].name} · m2v playground`;
});

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no element with the id app');
render(<App state={playground} />, root);
void playground.model.choose({ kind: 'embedded' }).then((isReady) => {
  if (isReady) performance.mark('model-ready');
});
registerServiceWorker();
