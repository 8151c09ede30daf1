import type { JSX } from 'preact';
import type { ClassifyState } from '../state/classify.js';
import { VirtualList } from '../widgets/virtual-list.js';

/** Rows with a button for each class. */
export function HandLabels({ state }: { state: ClassifyState }): JSX.Element {
  const texts = state.texts.value;
  const labels = state.handLabels.value;
  return (
    <div class="stack">
      <label class="label">
        Classes, apart by commas
        <input
          class="field"
          value={state.classNames.value}
          onInput={(event) => {
            state.classNames.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="muted small number">
        {labels.size} labelled
        {state.setAside.value > 0 && `, ${state.setAside.value} more as classes that are not named any more`}. A dozen
        of each class begin to work; choose a label again to take it away.
      </p>
      <VirtualList
        label="Rows to label"
        count={texts.length}
        rowHeight={44}
        height={308}
        of={texts}
        row={(row, tabIndex) => (
          <>
            <span class="one-line" title={texts[row]}>
              {texts[row]}
            </span>
            <span class="row tight">
              {state.classes.value.map((name) => (
                <button
                  type="button"
                  key={name}
                  class="chip"
                  tabIndex={tabIndex}
                  aria-pressed={labels.get(row) === name}
                  aria-label={`${name}: ${texts[row]}`}
                  onClick={() => state.label(row, name)}
                >
                  {name}
                </button>
              ))}
            </span>
          </>
        )}
      />
    </div>
  );
}
