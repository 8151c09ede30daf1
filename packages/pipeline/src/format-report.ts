import { roundHalfEven } from '@m2v/core/kit';
import type { ClassificationReport, ClassScores } from './classification-report.js';

/**
 * A report as a table of text: with single labels the one that scikit-learn's `classification_report` prints; with several
 * the same, with the accuracy of whole sets above the averages.
 */
export function formatReport({
  texts,
  classes,
  accuracy,
  macro,
  weighted,
  micro,
  confusion,
}: ClassificationReport): string {
  const rows: string[][] = [
    ...classes.map(({ label, scores }) => row(oneLine(String(label)), scores)),
    [],
    ['accuracy', '', '', figure(accuracy), String(texts)],
    ...(confusion === undefined ? [row('micro avg', micro)] : []),
    row('macro avg', macro),
    row('weighted avg', weighted),
  ];
  const nameWidth = Math.max(...rows.map(([name = '']) => [...name].length));
  const head = ['', 'precision', 'recall', 'f1-score', 'support'];
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (i === 0 ? `${' '.repeat(nameWidth - [...cell].length)}${cell} ` : cell.padStart(10)))
      .join('')
      .trimEnd();
  return `${[line(head), '', ...rows.map((cells) => line(cells))].join('\n')}\n`;
}

function row(name: string, { precision, recall, f1, support }: ClassScores): string[] {
  return [name, ...[precision, recall, f1].map(figure), String(support)];
}

function oneLine(label: string): string {
  return label.replace(/\s*[\r\n]+\s*/g, ' ');
}

// Of two decimals only odd eighths lie halfway between, which Python rounds to the even digit and toFixed away from 0.
function figure(value: number): string {
  const isTie = (value * 8) % 2 === 1;
  return (isTie ? roundHalfEven(value * 100) / 100 : value).toFixed(2);
}
