import type { Signal } from '@preact/signals-core';
import type { JSX } from 'preact';

/** A number with a label: what it shows is what counts, so that a number outside the limits becomes the nearest inside. */
export function NumberField(props: {
  label: string;
  of: Signal<number>;
  min: number;
  max: number;
  step?: number;
}): JSX.Element {
  const { label, of, min, max, step = 1 } = props;
  return (
    <label class="row small muted">
      {label}
      <input
        type="number"
        class="field compact"
        min={min}
        max={max}
        step={step}
        value={of.value}
        onChange={({ currentTarget }) => {
          of.value = allowedNumber(currentTarget.valueAsNumber, { min, max, step }) ?? of.value;
          currentTarget.value = String(of.value);
        }}
      />
    </label>
  );
}

/** The nearest number that is allowed; undefined where none was typed. */
export function allowedNumber(
  typed: number,
  { min, max, step }: { min: number; max: number; step: number },
): number | undefined {
  if (Number.isNaN(typed)) return undefined;
  const decimals = String(step).split('.')[1]?.length ?? 0;
  return Number(Math.min(max, Math.max(min, typed)).toFixed(decimals));
}
