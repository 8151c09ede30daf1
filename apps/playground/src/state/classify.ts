import type { CalledWorker } from '@m2v/core/kit';
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { Prediction, TrainerApi, TrainResult } from '../workers/train.js';
import { type Curve, createCurve, EMPTY_CURVE } from './curve.js';
import type { EngineCalls } from './engine-calls.js';
import { latest } from './latest.js';
import type { ModelState } from './model.js';
import { namesIn } from './names-in.js';
import type { TableState } from './table.js';
import { createTask, type Task } from './task.js';

export type Trainer = Pick<CalledWorker<TrainerApi>, 'call' | 'terminate'>;

/** A cell of the confusion matrix, with the texts behind it. */
export interface ConfusionCell {
  actual: string;
  predicted: string;
  texts: string[];
}

export interface ClassifyState {
  /** The column that holds the labels, another than that of the texts; undefined to label by hand. */
  labelColumn: Signal<string | undefined>;
  /** Rows to label by hand. */
  texts: ReadonlySignal<string[]>;
  /** The classes of hand labels as they are typed, apart by commas. */
  classNames: Signal<string>;
  classes: ReadonlySignal<string[]>;
  /** The rows that were labelled by hand, by classes that there are. */
  handLabels: ReadonlySignal<ReadonlyMap<number, string>>;
  /** How many have a label that is no class any more: they come back with its name. */
  setAside: ReadonlySignal<number>;
  maxEpochs: Signal<number>;
  /** The share of rows kept to judge by, in percent. */
  testPercent: Signal<number>;
  training: Task;
  curve: ReadonlySignal<Curve>;
  result: ReadonlySignal<TrainResult | undefined>;
  /** How many rows of the column of labels had none, and were left out of the result. */
  unlabelled: ReadonlySignal<number>;
  cell: ReadonlySignal<ConfusionCell | undefined>;
  text: Signal<string>;
  prediction: ReadonlySignal<Prediction | undefined>;
  packing: Task;
  /** Why a text could not be tried, or rows not be fetched. */
  error: ReadonlySignal<string | undefined>;
  /** Gives a row a label; the one it has is taken away. */
  label(row: number, name: string): void;
  train(): Promise<void>;
  /** Ends the run and keeps the best state so far. */
  stop(): Promise<void>;
  openCell(actual: string, predicted: string): Promise<void>;
  zip(name: string): Promise<Blob | undefined>;
}

// As many as one labels by hand in an hour.
const ROWS_BY_HAND = 500;
// Below this the package's batches of 32 make too few steps an epoch to learn from.
const FEW_ROWS = 320;
const SMALL_BATCH = 8;
const DRAW_MS = 120;

export function createClassifyState(
  { engine, startTrainer }: { engine: EngineCalls; startTrainer: () => Trainer },
  model: ModelState,
  table: TableState,
): ClassifyState {
  const classNames = signal('yes, no');
  const classes = computed(() => namesIn(classNames.value, ','));
  const allLabels = signal<ReadonlyMap<number, string>>(new Map());
  const handLabels = computed(() => new Map([...allLabels.value].filter(([, name]) => classes.value.includes(name))));
  const state = {
    labelColumn: signal<string | undefined>(undefined),
    texts: signal<string[]>([]),
    classNames,
    classes,
    handLabels,
    setAside: computed(() => allLabels.value.size - handLabels.value.size),
    maxEpochs: signal(40),
    testPercent: signal(25),
    training: createTask(),
    curve: signal(EMPTY_CURVE),
    result: signal<TrainResult | undefined>(undefined),
    unlabelled: signal(0),
    cell: signal<ConfusionCell | undefined>(undefined),
    text: signal(''),
    prediction: signal<Prediction | undefined>(undefined),
    packing: createTask(),
    error: signal<string | undefined>(undefined),
  };
  let trainer: Trainer | undefined;
  const fail = (message: string) => {
    state.error.value = message;
  };
  const theTrainer = () => {
    if (trainer === undefined) throw new Error('there is no classifier yet: train one first');
    return trainer;
  };

  const firstTexts = latest(
    (column: string, signal) => engine.call('firstTexts', { column, count: ROWS_BY_HAND }, { signal }),
    (texts) => {
      state.texts.value = texts;
    },
    fail,
  );
  const tryText = latest(
    (text: string, signal) => theTrainer().call('tryText', { text }, { signal }),
    (prediction) => {
      state.prediction.value = prediction;
      state.error.value = undefined;
    },
    fail,
  );
  const openCell = latest(
    (cell: { actual: string; predicted: string }, signal) => theTrainer().call('rowsBehind', cell, { signal }),
    (texts, cell) => {
      state.cell.value = { ...cell, texts };
      state.error.value = undefined;
    },
    fail,
  );

  /** The worker goes, and with it the classifier, its model and its rows. */
  function dismiss(): void {
    void trainer?.terminate();
    trainer = undefined;
  }

  function forget(): void {
    tryText.cancel();
    openCell.cancel();
    dismiss();
    state.training.reset();
    state.packing.reset();
    state.result.value = undefined;
    state.cell.value = undefined;
    state.prediction.value = undefined;
    state.error.value = undefined;
    state.curve.value = EMPTY_CURVE;
  }

  effect(() => {
    const { value: info } = table.info;
    state.labelColumn.value = info?.labelColumn;
    allLabels.value = new Map();
    firstTexts.cancel();
    state.texts.value = [];
    forget();
  });
  effect(() => {
    const { value: column } = table.textColumn;
    if (state.labelColumn.peek() === column) state.labelColumn.value = undefined;
    if (table.info.value !== undefined) void firstTexts(column);
  });
  effect(() => {
    const { value: text } = state.text;
    if (state.result.value === undefined) return;
    if (text.trim() !== '') void tryText(text);
    else {
      tryText.cancel();
      state.prediction.value = undefined;
    }
  });

  return {
    ...state,
    label(row, name) {
      const labels = new Map(allLabels.value);
      if (labels.get(row) === name) labels.delete(row);
      else labels.set(row, name);
      allLabels.value = labels;
    },
    async train() {
      forget();
      const started = startTrainer();
      trainer = started;
      const gathered = createCurve();
      let drawnAt = 0;
      const result = await state.training.run(async ({ signal, onProgress }) => {
        const textColumn = table.textColumn.value;
        const labels = state.labelColumn.value ?? [...state.handLabels.value];
        const { bytes, rows } = await engine.call('labelled', { textColumn, labels }, { signal });
        state.unlabelled.value = typeof labels === 'string' ? (table.info.peek()?.rows ?? rows) - rows : 0;
        const settings = {
          maxEpochs: state.maxEpochs.value,
          batchSize: rows < FEW_ROWS ? SMALL_BATCH : undefined,
          testShare: state.testPercent.value / 100,
        };
        const source = model.source.value;
        return await started.call(
          'fit',
          { source, bytes, settings },
          {
            signal,
            transfer: [bytes.buffer],
            onProgress(progress) {
              gathered.add(progress);
              if (Date.now() - drawnAt > DRAW_MS) {
                drawnAt = Date.now();
                state.curve.value = gathered.curve();
              }
              onProgress(progress);
            },
          },
        );
      });
      // Where a newer run began, the trainer is that one's.
      if (result === undefined && trainer === started) dismiss();
      if (result === undefined) return;
      state.curve.value = gathered.curve();
      state.result.value = result;
    },
    async stop() {
      const canKeep = await trainer?.call('stop', null).catch(() => false);
      // Before there is a first step there is nothing to keep.
      if (!canKeep) state.training.cancel();
    },
    openCell: (actual, predicted) => openCell({ actual, predicted }),
    async zip(name) {
      return await state.packing.run(({ signal }) => theTrainer().call('zip', { name }, { signal }));
    },
  };
}
