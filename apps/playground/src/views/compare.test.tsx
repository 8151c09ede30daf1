import { signal } from '@preact/signals-core';
import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { COMPARE_EXAMPLE } from '../examples/compare-example.generated.js';
import type { CompareState } from '../state/compare.js';
import { CompareView } from './compare.js';

const state = (fields: Partial<CompareState> = {}): CompareState => ({
  texts: signal(['one', 'two', 'three']),
  comparison: signal(COMPARE_EXAMPLE),
  chosen: signal(undefined),
  error: signal(undefined),
  restore() {},
  edit() {},
  add() {},
  remove() {},
  choose() {},
  ...fields,
});

test('texts, cosines and tokens are there, each with a name', () => {
  const html = render(<CompareView state={state()} />);
  expect(html).toContain('aria-label="Text 3"');
  expect(html).toContain('0.66');
  expect(html).toContain('--heat:0.658');
  expect(html).toContain('aria-label="Tokens of text 1"');
});

test('a chosen token shades the others’ by what they add', () => {
  const contributions = [[], [0.01, 0.4, -0.1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]];
  const html = render(<CompareView state={state({ chosen: signal({ text: 0, token: 1, contributions }) })} />);
  expect(html).toContain('kitten: +0.40');
  expect(html).toContain('class="chip against"');
  expect(html).toContain('aria-pressed="true"');
  expect(html).toContain('together with <b>cat</b>');
});

test('nothing is drawn that is not of these texts', () => {
  const html = render(<CompareView state={state({ comparison: signal(undefined) })} />);
  expect(html).toContain('Waiting for the model');
  expect(html).not.toContain('--heat');
});

test('an error stands beside the texts', () => {
  expect(render(<CompareView state={state({ error: signal('the worker stopped') })} />)).toContain(
    'role="alert">the worker stopped',
  );
});
