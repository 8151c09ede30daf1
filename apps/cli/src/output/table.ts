/** Rows as lines of aligned columns, numbers to the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => String(row[i] ?? '').length)));
  const pad = (cell: string | number, i: number): string =>
    typeof cell === 'number' ? String(cell).padStart(widths[i]) : cell.padEnd(widths[i]);
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('');
}
