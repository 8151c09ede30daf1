import type { JSX } from 'preact';

export interface Option<T> {
  value: T;
  shown: string;
}

/** A choice with a label. Options go by their place, so that none of them can be taken for another. */
export function Select<T>(props: {
  label: string;
  options: readonly Option<T>[];
  isChosen: (value: T) => boolean;
  onChange: (value: T) => void;
}): JSX.Element {
  const { label, options, isChosen, onChange } = props;
  return (
    <label class="row small muted">
      {label}
      <select
        class="field compact"
        value={options.findIndex(({ value }) => isChosen(value))}
        onChange={(event) => onChange(options[event.currentTarget.selectedIndex].value)}
      >
        {options.map(({ shown }, place) => (
          <option key={place} value={place}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The columns of a table as options; tables of other programs have some without a name. */
export function columnOptions(columns: readonly string[]): Option<string>[] {
  return columns.map((value) => ({ value, shown: value === '' ? '(no name)' : value }));
}
