import type { ClassificationReport, ClassScores } from './classification-report.js';

/** A report as the table of text that scikit-learn prints. */
export function formatReport({ classes, accuracy, macro, weighted, micro }: ClassificationReport): string {
  const total = macro.support;
  const rows: string[][] = [
    ...classes.map(({ label, scores }) => row(String(label), scores)),
    [],
    ['accuracy', '', '', accuracy.toFixed(2), String(total)],
    row('micro avg', micro),
    row('macro avg', macro),
    row('weighted avg', weighted),
  ];
  const nameWidth = Math.max(...rows.map(([name = '']) => name.length));
  const head = ['', 'precision', 'recall', 'f1-score', 'support'];
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (i === 0 ? `${cell.padStart(nameWidth)} ` : cell.padStart(10)))
      .join('')
      .trimEnd();
  return `${[line(head), '', ...rows.map((cells) => line(cells))].join('\n')}\n`;
}

function row(name: string, { precision, recall, f1, support }: ClassScores): string[] {
  return [name, ...[precision, recall, f1].map((value) => value.toFixed(2)), String(support)];
}
