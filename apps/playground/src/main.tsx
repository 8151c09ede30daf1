import './style/tokens.css';
import './style/base.css';
import './style/app.css';
import './style/widgets.css';
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
import { createPlayground } from './state/playground.js';
import { createRoute } from './state/route.js';
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
effect(() => {
  const hash = viewHash(playground);
  if (hash !== window.location.hash) window.history.replaceState(null, '', hash);
});

effect(() => {
  document.title = `${TITLES[playground.route.value.view].name} · m2v playground`;
});

const root = document.getElementById('app');
if (root !== null) render(<App state={playground} />, root);
void playground.model.choose({ kind: 'embedded' }).then(() => performance.mark('model-ready'));
registerServiceWorker();
