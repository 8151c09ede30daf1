import { readFileSync } from 'node:fs';
import { fixture } from '@m2v/fixtures';
import { describe, expect, test } from 'vitest';
import { type ClassScores, classificationReport } from './classification-report.js';
import { formatReport } from './format-report.js';
import type { Labels } from './labels.js';

interface ReferenceScores {
  precision: number;
  recall: number;
  'f1-score': number;
  support: number;
}
type ReferenceReport = Record<string, ReferenceScores> & Record<'accuracy', number>;

const { cases }: { cases: { predictions: Labels; truth: Labels; report: ReferenceReport; text?: string }[] } =
  JSON.parse(readFileSync(fixture('training/reports.json'), 'utf8'));

describe('classificationReport', () => {
  test.each(cases)('counts as the reference does: %#', ({ predictions, truth, report }) => {
    const found = classificationReport(predictions, truth);
    const named = Object.fromEntries(found.classes.map(({ label, scores }) => [String(label), scores]));
    const ours: Record<string, ClassScores> = { ...named, 'macro avg': found.macro, 'weighted avg': found.weighted };
    const { accuracy, ...classes } = report;
    expect(found.accuracy).toBeCloseTo(accuracy, 12);
    expect(Object.keys(ours).sort()).toEqual(Object.keys(classes).sort());
    for (const [name, { precision, recall, 'f1-score': f1, support }] of Object.entries(classes)) {
      const scores = ours[name];
      for (const [value, wanted] of [
        [scores.precision, precision],
        [scores.recall, recall],
        [scores.f1, f1],
        [scores.support, support],
      ]) {
        expect(value).toBeCloseTo(wanted, 12);
      }
    }
  });

  test('the example of the reference’s documentation', () => {
    const { accuracy, macro, weighted, micro, confusion } = classificationReport(
      ['a', 'b', 'a', 'c'],
      ['a', 'b', 'b', 'b'],
    );
    expect(accuracy).toBe(0.5);
    expect(macro.f1).toBeCloseTo(0.388889, 6);
    expect(weighted.f1).toBeCloseTo(0.541667, 6);
    // With one label a text, every right decision is a right text.
    expect(micro.f1).toBe(0.5);
    expect(confusion).toEqual([
      [1, 0, 0],
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  test('classes are sorted by code point, integers by value', () => {
    const sorted = (labels: Labels) => classificationReport(labels, labels).classes.map(({ label }) => label);
    expect(sorted(['\u{1f600}', '\ufb01', 'b', 'B'])).toEqual(['B', 'b', '\ufb01', '\u{1f600}']);
    expect(sorted([10, 9, -1])).toEqual([-1, 9, 10]);
  });

  test('what cannot be compared is refused', () => {
    expect(() => classificationReport(['a'], ['a', 'b'])).toThrow('2 labels cannot be compared with 1 predictions');
    expect(() => classificationReport([], [])).toThrow('at least one');
    expect(() => classificationReport(['a', 'b'], ['a', 1])).toThrow('strings and numbers mixed');
    expect(() => classificationReport(['a'], [['a']])).toThrow('lists of labels, where the classifier gives one label');
  });
});

describe('formatReport', () => {
  test.each(cases.filter(({ text }) => text !== undefined))(
    'prints what scikit-learn prints: %#',
    ({ predictions, truth, text }) => {
      expect(formatReport(classificationReport(predictions, truth))).toBe(text);
    },
  );

  test('with several labels a text: the share of texts that are right, and the average over all decisions', () => {
    const report = classificationReport([['a'], ['a', 'b'], [], ['b']], [['a'], ['b'], [], ['a', 'b']]);
    expect(formatReport(report)).toBe(
      [
        '              precision    recall  f1-score   support',
        '',
        '           a       0.50      0.50      0.50         2',
        '           b       1.00      1.00      1.00         2',
        '',
        '    accuracy                           0.50         4',
        '   micro avg       0.75      0.75      0.75         4',
        '   macro avg       0.75      0.75      0.75         4',
        'weighted avg       0.75      0.75      0.75         4',
        '',
      ].join('\n'),
    );
  });
});
