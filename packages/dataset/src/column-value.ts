import { FormatError } from '@m2v/core';

// Enough to recognise one's own table by, few enough for one line.
const MAX_COLUMNS_SHOWN = 12;

/**
 * A row's value in a column.
 * @param where the row, for the error
 * @throws FormatError `invalid-row` for a column that is not there, naming those that are
 */
export function columnValue(columns: Readonly<Record<string, unknown>>, name: string, where: string): unknown {
  if (Object.hasOwn(columns, name)) return columns[name];
  throw new FormatError('invalid-row', {
    where,
    what: `no column ${JSON.stringify(name)}`,
    todo: `name one of those there: ${shown(Object.keys(columns))}`,
  });
}

function shown(names: string[]): string {
  if (names.length === 0) return 'none';
  const quoted = names.slice(0, MAX_COLUMNS_SHOWN).map((name) => JSON.stringify(name));
  return quoted.join(', ') + (names.length > MAX_COLUMNS_SHOWN ? ', …' : '');
}
