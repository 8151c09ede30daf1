import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals-core';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { messageOf } from '../state/message-of.js';
import { CHART_HEIGHT, chartOptions, type Line } from './chart-options.js';

export interface ChartData {
  x: readonly number[];
  lines: readonly Line[];
}

/** A line chart with named axes, drawn by uPlot, which is loaded when the first chart is. */
export function LineChart(props: {
  /** What a screen reader says of it. */
  summary: string;
  xLabel: string;
  yLabel: string;
  shareLabel: string;
  data: ReadonlySignal<ChartData>;
}): JSX.Element {
  const { summary, data, ...labels } = props;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const isDark = useDarkScheme();
  const table = useComputed(
    (): uPlot.AlignedData => [[...data.value.x], ...data.value.lines.map(({ values }) => [...values])],
  );

  useEffect(() => {
    let gone = false;
    let observer: ResizeObserver | undefined;
    // To read uPlot, to make the chart, and to draw it are a task each: in one they hold the page for over 100 ms.
    const start = async () => {
      const [{ default: UPlot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]);
      await nextTask();
      const node = place.current;
      if (gone || node === null) return;
      const { width } = node.getBoundingClientRect();
      const made = new UPlot(chartOptions({ width, ...labels, lines: data.peek().lines }), undefined, node);
      chart.current = made;
      observer = new ResizeObserver(([{ contentRect }]) =>
        made.setSize({ width: contentRect.width, height: CHART_HEIGHT }),
      );
      await nextTask();
      if (gone) return;
      made.setData(table.peek());
      observer.observe(node);
    };
    start().catch((cause: unknown) => {
      error.value = messageOf(cause);
    });
    return () => {
      gone = true;
      observer?.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
    // What is drawn keeps its colours: another scheme wants another chart.
  }, [isDark]);
  useSignalEffect(() => {
    const { value } = table;
    chart.current?.setData(value);
  });

  return (
    <>
      {error.value !== undefined && (
        <p class="error" role="alert">
          The curves cannot be drawn: {error.value}
        </p>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets. */}
      <ul class="chart-legend small muted" role="list">
        {data.value.lines.map(({ label, color }) => (
          <li key={label}>
            <span class="swatch" style={{ '--swatch': `var(${color})` }} />
            {label}
          </li>
        ))}
      </ul>
      <div ref={place} class="chart" role="img" aria-label={summary} />
    </>
  );
}

const DARK = '(prefers-color-scheme: dark)';

function useDarkScheme(): boolean {
  // A test that renders to a string has no screen.
  const isDark = useSignal(typeof matchMedia === 'function' && matchMedia(DARK).matches);
  useEffect(() => {
    const query = matchMedia(DARK);
    const note = () => {
      isDark.value = query.matches;
    };
    query.addEventListener('change', note);
    return () => query.removeEventListener('change', note);
  }, []);
  return isDark.value;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
