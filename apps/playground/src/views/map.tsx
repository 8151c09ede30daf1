import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { HEADLINES } from '../examples/tables.js';
import type { ColorBy, MapState } from '../state/map.js';
import type { TableState } from '../state/table.js';
import type { Task } from '../state/task.js';
import { evalAllowed } from '../widgets/eval-allowed.js';
import { formatCount } from '../widgets/format.js';
import { nearestPoints } from '../widgets/nearest-points.js';
import { NumberField } from '../widgets/number-field.js';
import { categoryColor } from '../widgets/palette.js';
import { ScatterPlot } from '../widgets/scatter-plot.js';
import { columnOptions, Select } from '../widgets/select.js';
import { TablePanel } from '../widgets/table-panel.js';
import { TaskBar } from '../widgets/task-bar.js';
import { VirtualList } from '../widgets/virtual-list.js';

export function MapView({ state, table }: { state: MapState; table: TableState }): JSX.Element {
  if (!evalAllowed()) {
    return (
      <p class="error" role="alert">
        The map cannot be drawn on this page: WebGL’s library makes its code as it runs, which the content security
        policy of this page’s server forbids (it would have to allow unsafe-eval). The other views need nothing of the
        kind.
      </p>
    );
  }
  return (
    <div class="stack">
      <TablePanel
        state={table}
        examples={
          <>
            <button
              type="button"
              class="button"
              disabled={!table.canReadVocabulary.value}
              onClick={() => void table.readVocabulary()}
            >
              The model’s own words
            </button>
            <button type="button" class="button" onClick={() => void table.readExample(HEADLINES)}>
              Headlines
            </button>
          </>
        }
      />
      <TaskBar task={state.projecting} what="Finding the two main directions" />
      <Again task={state.projecting} name="Draw the map" run={state.project} />
      {state.points.value !== undefined && <Drawn state={state} table={table} />}
    </div>
  );
}

/** The way on from work that was given up, or failed. */
function Again({ task, name, run }: { task: Task; name: string; run: () => Promise<void> }): JSX.Element | null {
  const { kind } = task.status.value;
  if (kind !== 'stopped' && kind !== 'failed') return null;
  return (
    <div class="row">
      <button type="button" class="button" onClick={() => void run()}>
        {name}
      </button>
    </div>
  );
}

function Drawn({ state, table }: { state: MapState; table: TableState }): JSX.Element {
  const lasso = useSignal(false);
  const labels = useComputed(() => state.categories.value?.labels);
  const count = (state.points.value?.length ?? 0) / 2;
  return (
    <>
      <div class="row">
        <ColorSelect state={state} columns={table.info.value?.columns ?? []} />
        <button
          type="button"
          class="button"
          aria-pressed={lasso.value}
          onClick={() => {
            lasso.value = !lasso.value;
          }}
        >
          {lasso.value ? 'Drag to choose a region' : 'Choose a region'}
        </button>
        {state.selected.value !== undefined && (
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              state.selected.value = undefined;
            }}
          >
            All rows again
          </button>
        )}
      </div>
      <TaskBar task={state.clustering} what="Grouping" />
      <Again task={state.clustering} name="Group them" run={state.group} />
      {state.error.value !== undefined && (
        <p class="error" role="alert">
          {state.error.value}
        </p>
      )}
      <div class="map">
        <div class="map-picture">
          <ScatterPlot
            label={`${formatCount(count)} rows as points: near ones mean something alike. The list beside it has the same rows.`}
            points={state.points}
            labels={labels}
            selected={state.selected}
            hovered={state.hovered}
            lasso={lasso}
            onHover={(index) => {
              state.hovered.value = index;
            }}
            onSelect={(indices) => {
              state.selected.value = indices;
            }}
          />
          <p class="map-hint small" aria-live="polite">
            {state.hoveredText.value ?? 'Drag to pan, scroll to zoom, point to read.'}
          </p>
        </div>
        <div class="stack">
          <Legend state={state} />
          <Rows state={state} />
        </div>
      </div>
      <p class="muted small">
        The first two principal components of the vectors. What lies near in the picture may differ in the other
        dimensions; what is far apart does differ.
      </p>
    </>
  );
}

function ColorSelect({ state, columns }: { state: MapState; columns: readonly string[] }): JSX.Element {
  const by = state.colorBy.value;
  return (
    <>
      <Select<ColorBy>
        label="Colours by"
        options={[
          { value: { kind: 'none' }, shown: 'nothing' },
          { value: { kind: 'clusters' }, shown: 'k-means clusters' },
          ...columnOptions(columns).map(({ value, shown }) => ({
            value: { kind: 'column' as const, column: value },
            shown,
          })),
        ]}
        isChosen={(value) =>
          value.kind === by.kind && (value.kind !== 'column' || by.kind !== 'column' || value.column === by.column)
        }
        onChange={(value) => {
          state.colorBy.value = value;
        }}
      />
      {by.kind === 'clusters' && <NumberField label="Clusters" of={state.clusterCount} min={2} max={10} />}
    </>
  );
}

function Legend({ state }: { state: MapState }): JSX.Element | null {
  const categories = state.categories.value;
  const counts = useComputed(() => {
    const { labels = [], names = [] } = state.categories.value ?? {};
    const found = names.map(() => 0);
    for (const label of labels) found[label]++;
    return found;
  });
  if (categories === undefined) return null;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets.
    <ul class="legend" role="list" aria-label="Groups: choose one to list its rows">
      {categories.names.map((name, i) => (
        <li key={i}>
          <button type="button" class="button quiet" onClick={() => state.selectCategory(i)}>
            <span class="swatch" style={{ '--swatch': categoryColor(i) }} />
            <span class="one-line">{name || '(empty)'}</span>
            <span class="muted number">{formatCount(counts.value[i])}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

// Enough to see what a place on the map is about.
const ROWS_AROUND = 50;

/** The rows of the map, or those that were chosen; one that is chosen here brings those around it, without a pointer too. */
function Rows({ state }: { state: MapState }): JSX.Element {
  const listed = state.listed.value;
  const { value: texts } = state.texts;
  const chooseAround = (index: number) => {
    const { value: points } = state.points;
    if (points !== undefined) state.selected.value = nearestPoints(points, index, ROWS_AROUND);
  };
  return (
    <section class="stack">
      <div>
        <h2 class="number">{rowsHeading(listed.count, state.selected.value !== undefined)}</h2>
        <p class="muted small">Choose a row to see what lies around it.</p>
      </div>
      <VirtualList
        label="Rows of the map"
        count={listed.count}
        rowHeight={36}
        height={252}
        of={listed}
        onSight={state.fetchTexts}
        row={(place, tabIndex) => {
          const index = listed.at(place);
          const hover = () => {
            state.hovered.value = index;
          };
          return (
            <button
              type="button"
              class="map-row one-line"
              tabIndex={tabIndex}
              aria-current={state.hovered.value === index ? 'true' : undefined}
              title={texts.get(index)}
              onFocus={hover}
              onPointerEnter={hover}
              onClick={() => chooseAround(index)}
            >
              {texts.get(index) ?? '…'}
            </button>
          );
        }}
      />
    </section>
  );
}

function rowsHeading(count: number, isChosen: boolean): string {
  return `${formatCount(count)} ${isChosen ? 'chosen ' : ''}${count === 1 ? 'row' : 'rows'}`;
}
