import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { CUSTOMERS } from '../examples/tables.js';
import type { ClassifyState } from '../state/classify.js';
import type { TableState } from '../state/table.js';
import { LineChart } from '../widgets/line-chart.js';
import { NumberField } from '../widgets/number-field.js';
import { columnOptions, Select } from '../widgets/select.js';
import { TablePanel } from '../widgets/table-panel.js';
import { TaskBar } from '../widgets/task-bar.js';
import { ClassifyResult } from './classify-result.js';
import { HandLabels } from './hand-labels.js';

export function ClassifyView({ state, table }: { state: ClassifyState; table: TableState }): JSX.Element {
  const begin = async () => {
    if (await table.readExample(CUSTOMERS)) await state.train();
  };
  const info = table.info.value;
  return (
    <div class="stack">
      <TablePanel
        state={table}
        examples={
          <button type="button" class="button" onClick={() => void begin()}>
            Train on customers’ messages
          </button>
        }
      />
      {info !== undefined && (
        <>
          <section class="card stack" aria-label="Training">
            <div class="row">
              <Select<string | undefined>
                label="Labels in"
                options={[
                  { value: undefined, shown: 'by hand' },
                  ...columnOptions(info.columns.filter((name) => name !== table.textColumn.value)),
                ]}
                isChosen={(column) => column === state.labelColumn.value}
                onChange={(column) => {
                  state.labelColumn.value = column;
                }}
              />
              <NumberField label="Epochs at most" of={state.maxEpochs} min={1} max={1000} />
              <NumberField label="Kept to judge by, %" of={state.testPercent} min={5} max={50} />
              <TrainButton state={state} />
            </div>
            {state.labelColumn.value === undefined && <HandLabels state={state} />}
            <TaskBar task={state.training} what="Training" end={{ name: 'Stop', run: () => void state.stop() }} />
          </section>
          {state.error.value !== undefined && (
            <p class="error" role="alert">
              {state.error.value}
            </p>
          )}
          <Curves state={state} />
          <ClassifyResult state={state} tableName={info.name} />
        </>
      )}
    </div>
  );
}

function TrainButton({ state }: { state: ClassifyState }): JSX.Element {
  const missing = state.labelColumn.value === undefined && new Set(state.handLabels.value.values()).size < 2;
  const running = state.training.status.value.kind === 'running';
  return (
    <>
      <button type="button" class="button primary" disabled={missing || running} onClick={() => void state.train()}>
        Train
      </button>
      {missing && <span class="muted small">Choose a column of labels, or label rows of two classes below.</span>}
    </>
  );
}

function Curves({ state }: { state: ClassifyState }): JSX.Element | null {
  const data = useComputed(() => {
    const { steps, loss, validation, accuracy } = state.curve.value;
    return {
      x: steps,
      lines: [
        { label: 'training loss', color: '--line-strong', values: loss },
        { label: 'validation loss', color: '--accent', values: validation },
        { label: 'validation accuracy', color: '--against', isShare: true, values: accuracy },
      ],
    };
  });
  const { steps, loss, validation, accuracy } = state.curve.value;
  if (steps.length === 0) return null;
  const last = (values: readonly (number | null)[]) =>
    values.findLast((value) => value !== null)?.toFixed(3) ?? 'not yet known';
  const summary = `After ${steps.at(-1)} steps: training loss ${last(loss)}, validation loss ${last(validation)}, accuracy ${last(accuracy)}`;
  return (
    <section class="card">
      <LineChart summary={summary} xLabel="step" yLabel="loss" shareLabel="accuracy" data={data} />
    </section>
  );
}
