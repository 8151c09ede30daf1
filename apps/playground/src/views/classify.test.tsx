import { signal } from '@preact/signals-core';
import { render } from 'preact-render-to-string';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClassifyState } from '../state/classify.js';
import { EMPTY_CURVE } from '../state/curve.js';
import { createTask, type TaskStatus } from '../state/task.js';
import type { TrainResult } from '../workers/train.js';
import { ClassifyView } from './classify.js';
import { tableState } from './table-state.fixture.js';

// Estimates are of the time that has passed.
const NOW = 1_000_000;
beforeEach(() => void vi.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => vi.restoreAllMocks());

const table = tableState({
  info: signal({
    name: 'rows.csv',
    rows: 3,
    columns: ['text', 'label'],
    textColumn: 'text',
    labelColumn: 'label',
    header: true,
  }),
});
const scores = { precision: 0.5, recall: 1, f1: 0.67, support: 2 };
const RESULT: TrainResult = {
  report: {
    texts: 4,
    classes: [
      { label: 'x', scores },
      { label: 'y', scores },
    ],
    accuracy: 0.75,
    macro: scores,
    weighted: scores,
    micro: scores,
    confusion: [
      [2, 0],
      [1, 1],
    ],
  },
  trainRows: 30,
  testRows: 4,
  steps: 20,
  bestStep: 12,
  stopped: false,
};

const state = (fields: Partial<ClassifyState> = {}): ClassifyState => ({
  labelColumn: signal<string | undefined>('label'),
  texts: signal(['one', 'two']),
  classNames: signal('good, bad'),
  classes: signal(['good', 'bad']),
  handLabels: signal(new Map([[1, 'bad']])),
  setAside: signal(0),
  unlabelled: signal(0),
  maxEpochs: signal(40),
  testPercent: signal(25),
  training: createTask(),
  curve: signal(EMPTY_CURVE),
  result: signal(undefined),
  cell: signal(undefined),
  text: signal(''),
  prediction: signal(undefined),
  packing: createTask(),
  error: signal(undefined),
  label() {},
  train: async () => {},
  stop: async () => {},
  openCell: async () => {},
  zip: async () => undefined,
  ...fields,
});

test('empty: a click trains on an example', () => {
  const html = render(<ClassifyView state={state()} table={tableState()} />);
  expect(html).toContain('Train on customers’ messages');
  expect(html).not.toContain('Labels in');
});

test('failed: why, of the training and of what is asked of the classifier', () => {
  const training = {
    ...createTask(),
    status: signal<TaskStatus>({ kind: 'failed', message: 'fewer than two classes' }),
  };
  const html = render(<ClassifyView state={state({ training, error: signal('the worker stopped') })} table={table} />);
  expect(html).toContain('role="alert">fewer than two classes');
  expect(html).toContain('role="alert">the worker stopped');
});

test('a text of unknown words is no class’s', () => {
  const prediction = signal({ classes: ['x', 'y'], probabilities: [0.4, 0.6], tokens: [] });
  const html = render(
    <ClassifyView state={state({ result: signal(RESULT), prediction, text: signal('🦜') })} table={table} />,
  );
  expect(html).toContain('knows none of these words');
  expect(html).not.toContain('60.0 %');
});

test('by hand: each row has a button for each class', () => {
  const html = render(<ClassifyView state={state({ labelColumn: signal(undefined) })} table={table} />);
  expect(html).toContain('aria-label="good: one"');
  expect(html).toMatch(/aria-pressed="true" aria-label="bad: two"/);
  expect(html).toMatch(/primary" disabled/);
  expect(html).toContain('label rows of two classes');
});

test('running: it can be stopped', () => {
  const status: TaskStatus = {
    kind: 'running',
    stageStartedAt: NOW,
    progress: { stage: 'train', done: 12, total: 200, unit: 'steps', metrics: { textsPerSecond: 1234 } },
  };
  const html = render(
    <ClassifyView state={state({ training: { ...createTask(), status: signal(status) } })} table={table} />,
  );
  expect(html).toContain('12 of 200 steps · 1,200 texts a second');
  expect(html).toContain('Stop');
});

test('filled: report, confusion, a text’s verdict', () => {
  const prediction = {
    classes: ['x', 'y'],
    probabilities: [0.1, 0.9],
    tokens: [{ token: 'cup', effects: [-0.2, 0.4] }],
  };
  const cell = signal({ actual: 'y', predicted: 'x', texts: ['wrongly taken'] });
  const html = render(
    <ClassifyView
      state={state({ result: signal(RESULT), prediction: signal(prediction), text: signal('cup'), cell })}
      table={table}
    />,
  );
  expect(html).toContain('75.0 %');
  expect(html).toContain('aria-label="1 of y taken for x"');
  expect(html).toContain('wrongly taken');
  expect(html).toContain('cup: +0.40 for y');
  expect(html).toContain('90.0 %');
});
