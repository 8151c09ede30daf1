import './style/tokens.css';
import './style/base.css';
import './style/app.css';
import './style/widgets.css';
import './style/compare.css';
import { effect } from '@preact/signals-core';
import { render } from 'preact';
import '@preact/signals';
import { App } from './app.js';
import { createPlayground } from './state/playground.js';
import { createRoute, routeHash } from './state/route.js';
import type { EngineApi } from './workers/engine.js';
import engineScript from './workers/engine-worker.ts?worker&url';
import { spawn } from './workers/spawn.js';

const playground = createPlayground(spawn<EngineApi>(engineScript), createRoute(window));

// What was typed goes into the address, so that a link, a reload or a bookmark brings it back.
effect(() => {
  const texts = playground.compare.texts.value;
  if (playground.route.value.view !== 'compare') return;
  const hash = routeHash(
    'compare',
    texts.map((text) => ['text', text]),
  );
  if (hash !== window.location.hash) window.history.replaceState(null, '', hash);
});

const root = document.getElementById('app');
if (root !== null) render(<App state={playground} />, root);
void playground.model.choose({ kind: 'embedded' });
