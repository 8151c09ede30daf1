import type { ComponentChildren, JSX } from 'preact';
import { USE_THIS } from './examples/use-this.js';
import type { ModelState } from './state/model.js';
import type { Playground } from './state/playground.js';
import { VIEWS, type ViewName } from './state/route.js';
import { ClassifyView } from './views/classify.js';
import { CompareView } from './views/compare.js';
import { DistilView } from './views/distil.js';
import { MapView } from './views/map.js';
import { SearchView } from './views/search.js';
import { ModelMenu } from './widgets/model-menu.js';
import { TaskBar } from './widgets/task-bar.js';
import { UseThisPanel } from './widgets/use-this.js';

/** What each view is called, and what it is for. */
export const TITLES: Record<ViewName, { name: string; title: string; about: string }> = {
  compare: {
    name: 'Compare',
    title: 'Which texts mean the same?',
    about: 'Type, and see how near texts are to each other, and which of their tokens bring them together.',
  },
  search: {
    name: 'Search',
    title: 'Find it by what it means',
    about: 'Rows are embedded once; after that each keystroke searches all of them. No word needs to be the same.',
  },
  classify: {
    name: 'Classify',
    title: 'Train a classifier in seconds',
    about:
      'Label some rows, or take a column of labels; the model and a head on top of it are trained here, in this tab.',
  },
  map: {
    name: 'Map',
    title: 'The lie of the land',
    about:
      'Every row a point, near what means something alike; groups are found and named by their most telling tokens.',
  },
  distil: {
    name: 'Distil',
    title: 'A model of your own',
    about:
      'A sentence transformer, the teacher, reads its whole vocabulary once; what is left is a table that needs no transformer any more.',
  },
};

export function App({ state }: { state: Playground }): JSX.Element {
  const { view } = state.route.value;
  const { title, about } = TITLES[view];
  return (
    <>
      <header class="top">
        <div class="top-inner">
          <a class="brand" href="#/compare">
            <Mark />
            m2v
          </a>
          <nav class="nav" aria-label="Views">
            {VIEWS.map((name) => (
              <a key={name} href={`#/${name}`} aria-current={name === view ? 'page' : undefined}>
                {TITLES[name].name}
                {isBusy(state, name) && <Busy />}
              </a>
            ))}
          </nav>
          <ModelMenu state={state.model} />
        </div>
      </header>
      <main class="page">
        <div class="view-head">
          <h1>{title}</h1>
          <p class="muted">{about}</p>
        </div>
        <NoModel state={state.model} />
        <View state={state} />
        <UseThisPanel key={view} use={USE_THIS[view]} />
      </main>
      <Foot>Everything is computed here, in this tab. Nothing that you type or drop leaves the machine.</Foot>
    </>
  );
}

/** Without a model no view can do anything: why there is none must not hide in the menu. */
function NoModel({ state }: { state: ModelState }): JSX.Element | null {
  if (state.info.value !== undefined || state.loading.status.value.kind !== 'failed') return null;
  return (
    <section class="no-model stack" aria-label="Model">
      <TaskBar task={state.loading} what="Loading the model" />
      <div class="row">
        <button type="button" class="button primary" onClick={() => void state.choose({ kind: 'embedded' })}>
          Try again
        </button>
        <span class="muted small">or choose another model in the header</span>
      </div>
    </section>
  );
}

function View({ state }: { state: Playground }): JSX.Element {
  switch (state.route.value.view) {
    case 'compare':
      return <CompareView state={state.compare} />;
    case 'classify':
      return <ClassifyView state={state.classify} table={state.table} />;
    case 'distil':
      return <DistilView state={state.distil} />;
    case 'map':
      return <MapView state={state.map} table={state.table} />;
    case 'search':
      return <SearchView state={state.search} table={state.table} />;
  }
}

/** Whether a view does work that goes on while another is looked at. */
function isBusy({ classify, distil }: Playground, view: ViewName): boolean {
  const task = view === 'classify' ? classify.training : view === 'distil' ? distil.distilling : undefined;
  return task?.status.value.kind === 'running';
}

function Busy(): JSX.Element {
  return (
    <span class="busy" title="at work">
      <span class="visually-hidden">, at work</span>
    </span>
  );
}

function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <circle cx="9" cy="20" r="3" />
      <circle cx="16" cy="11" r="3" />
      <circle cx="23" cy="20" r="3" />
    </svg>
  );
}

function Foot({ children }: { children: ComponentChildren }): JSX.Element {
  return <footer class="foot">{children}</footer>;
}
