import type { Table } from './read-table.js';

/** What a page shows of a table. */
export interface TableInfo {
  name: string;
  rows: number;
  columns: string[];
  /** The column that looks most like texts. */
  textColumn: string;
  /** A column that looks like labels. */
  labelColumn: string | undefined;
  /** Of a CSV: whether its first line was taken for the columns' names. */
  header: boolean | undefined;
}

// Enough to see what a column holds.
const LOOKED_AT = 500;
const MAX_LABELS = 30;

export function tableInfo(table: Table): TableInfo {
  const textColumn = textLike(table);
  return {
    name: table.name,
    rows: table.rows,
    columns: [...table.columns.keys()],
    textColumn,
    labelColumn: labelLike(table, textColumn),
    header: table.header,
  };
}

/** The column with the longest values, those that come again and again counting less: labels may be long too. */
function textLike({ columns, lists }: Table): string {
  let best = '';
  let most = -1;
  for (const [column, values] of columns) {
    const some = values.slice(0, LOOKED_AT);
    const length = some.reduce((sum, value) => sum + value.length, 0) / some.length;
    // Lists of numbers are long, and no texts: any other column comes first.
    const score = lists.has(column) ? 0 : length * (new Set(some).size / some.length);
    if (score > most) [best, most] = [column, score];
  }
  return best;
}

/** The column with the fewest values, each of them many times; rows without one do not count. */
function labelLike({ columns, lists }: Table, textColumn: string): string | undefined {
  let best: string | undefined;
  let fewest = MAX_LABELS + 1;
  for (const [column, values] of columns) {
    if (column === textColumn || lists.has(column)) continue;
    const some = values.slice(0, LOOKED_AT).filter((value) => value.trim() !== '');
    const distinct = new Set(some).size;
    if (distinct > 1 && distinct < fewest && distinct * 2 <= some.length) [best, fewest] = [column, distinct];
  }
  return best;
}
