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

test('running: the model is waited for, and no other texts’ numbers are shown', () => {
  const html = render(<CompareView state={state({ comparison: signal(undefined) })} />);
  expect(html).toContain('Waiting for the model');
  expect(html).not.toContain('<table');
});

test('a text without a known word has no cosine, not even with itself', () => {
  const comparison = {
    similarities: [
      [1, 0],
      [0, 0],
    ],
    texts: [[{ token: 'cup', weight: 1 }], []],
  };
  const html = render(<CompareView state={state({ texts: signal(['cup', ' ']), comparison: signal(comparison) })} />);
  expect(html.match(/–<\/td>/g)).toHaveLength(3);
  expect(html).toContain('1.00');
  expect(html).toContain('>empty<');
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
