import { useSignal, useSignalEffect } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals-core';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type createScatterplot from 'regl-scatterplot';
import { messageOf } from '../state/message-of.js';
import { createDrawQueue } from './draw-queue.js';
import { PALETTE, PLAIN } from './palette.js';

type Plot = ReturnType<typeof createScatterplot>;

export interface ScatterProps {
  label: string;
  /** x and y of each point, from -1 to 1. */
  points: ReadonlySignal<Float32Array | undefined>;
  /** A category for each point. */
  labels: ReadonlySignal<Int32Array | undefined>;
  /** Points outside are drawn faint; undefined for none chosen. */
  selected: ReadonlySignal<readonly number[] | undefined>;
  hovered: ReadonlySignal<number | undefined>;
  /** Whether dragging draws a lasso; else it pans. */
  lasso: ReadonlySignal<boolean>;
  onHover: (index: number | undefined) => void;
  onSelect: (indices: number[] | undefined) => void;
}

/** Points drawn by WebGL, to be panned, zoomed, hovered at and chosen by a lasso; its code is loaded with the first one. */
export function ScatterPlot(props: ScatterProps): JSX.Element {
  const { label, points, labels, selected, hovered, lasso, onHover, onSelect } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const plot = useSignal<Plot | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const fail = (cause: unknown) => {
    error.value = messageOf(cause);
  };
  const queue = useMemo(() => createDrawQueue(fail), []);

  useEffect(() => {
    let gone = false;
    let made: Plot | undefined;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const paint = () => made?.set({ backgroundColor: backgroundOf(canvas.current) });
    const start = async () => {
      const { default: create } = await import('regl-scatterplot');
      if (gone || canvas.current === null) return;
      made = create({
        canvas: canvas.current,
        deselectOnDblClick: true,
        lassoInitiator: false,
        cameraDistance: 1.15,
        opacityInactiveMax: 0.15,
      });
      paint();
      dark.addEventListener('change', paint);
      made.subscribe('pointOver', (index: number) => onHover(index));
      made.subscribe('pointOut', () => onHover(undefined));
      made.subscribe('select', ({ points }: { points: number[] }) => onSelect(points));
      made.subscribe('deselect', () => onSelect(undefined));
      plot.value = made;
    };
    start().catch(fail);
    return () => {
      gone = true;
      dark.removeEventListener('change', paint);
      made?.destroy();
    };
  }, []);

  useSignalEffect(() => {
    const made = plot.value;
    const { value: data } = points;
    if (made === undefined || data === undefined) return;
    const { value: categories } = labels;
    queue(() => draw(made, data, categories));
  });
  useSignalEffect(() => {
    plot.value?.set({ mouseMode: lasso.value ? 'lasso' : 'panZoom' });
  });
  useSignalEffect(() => {
    const { value: indices } = selected;
    if (points.value === undefined) return;
    if (indices === undefined) plot.value?.deselect({ preventEvent: true });
    else plot.value?.select([...indices], { preventEvent: true });
  });
  useSignalEffect(() => {
    const { value: index } = hovered;
    if (points.value !== undefined && index !== undefined) plot.value?.hover(index, { preventEvent: true });
  });

  return (
    <>
      {error.value !== undefined && (
        <p class="error" role="alert">
          The map cannot be drawn: {error.value}
        </p>
      )}
      <div class="scatter">
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
    </>
  );
}

async function draw(plot: Plot, points: Float32Array, categories: Int32Array | undefined): Promise<void> {
  const count = points.length / 2;
  const axis = (offset: number) => Float32Array.from({ length: count }, (_, i) => points[2 * i + offset]);
  await plot.set({
    pointSize: pointSize(count),
    opacity: count > 20_000 ? 0.45 : 0.8,
    ...(categories === undefined
      ? { colorBy: null, pointColor: PLAIN }
      : { colorBy: 'valueA' as const, pointColor: [...PALETTE] }),
  });
  await plot.draw(
    { x: axis(0), y: axis(1), ...(categories === undefined ? {} : { valueA: categories }) },
    { zDataType: 'categorical' },
  );
}

/** Fewer points are larger, in pixels. */
function pointSize(count: number): number {
  return count < 300 ? 9 : count < 3000 ? 6 : count < 30_000 ? 3.5 : 2;
}

function backgroundOf(element: Element | null): [number, number, number, number] {
  const color = element === null ? '' : getComputedStyle(element).backgroundColor;
  const [red = 255, green = 255, blue = 255] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [red / 255, green / 255, blue / 255, 1];
}
