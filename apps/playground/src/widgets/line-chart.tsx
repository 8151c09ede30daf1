import { useComputed, useSignalEffect } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals-core';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';

export interface Line {
  label: string;
  /** A custom property of the tokens, such as `--accent`. */
  color: string;
  values: readonly (number | null)[];
}

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
  data: ReadonlySignal<ChartData>;
}): JSX.Element {
  const { summary, xLabel, yLabel, data } = props;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
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
      const made = new UPlot(options({ width, xLabel, yLabel, lines: data.peek().lines }), undefined, node);
      chart.current = made;
      observer = new ResizeObserver(([{ contentRect }]) => made.setSize({ width: contentRect.width, height: HEIGHT }));
      await nextTask();
      if (gone) return;
      made.setData(table.peek());
      observer.observe(node);
    };
    void start();
    return () => {
      gone = true;
      observer?.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, []);
  useSignalEffect(() => {
    const { value } = table;
    chart.current?.setData(value);
  });

  return <div ref={place} class="chart" role="img" aria-label={summary} />;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

const HEIGHT = 220;

function options(of: { width: number; xLabel: string; yLabel: string; lines: readonly Line[] }): uPlot.Options {
  const style = getComputedStyle(document.body);
  // A canvas knows no light-dark(): the colour is what an element with it would have.
  const color = (name: string) => resolvedColor(`var(${name})`);
  const axis = { stroke: color('--muted'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false } };
  const font = `12px ${style.fontFamily}`;
  return {
    width: of.width,
    height: HEIGHT,
    scales: { x: { time: false } },
    cursor: { drag: { x: false, y: false } },
    axes: [
      // Steps are whole.
      {
        ...axis,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
        label: of.xLabel,
        font,
        labelFont: font,
        labelSize: 18,
        size: 30,
      },
      { ...axis, label: of.yLabel, font, labelFont: font, labelSize: 18, size: 44 },
    ],
    series: [
      { label: of.xLabel },
      ...of.lines.map(({ label, color: name }) => ({
        label,
        stroke: color(name),
        width: 1.75,
        spanGaps: true,
        points: { show: false },
        value: (_: uPlot, value: number | null) => (value === null ? '' : value.toFixed(3)),
      })),
    ],
  };
}

function resolvedColor(value: string): string {
  const probe = document.createElement('span');
  probe.style.color = value;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
