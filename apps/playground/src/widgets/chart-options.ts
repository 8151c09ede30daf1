import type uPlot from 'uplot';

export interface Line {
  label: string;
  /** A custom property of the tokens, such as `--accent`. */
  color: string;
  /** A share has an axis of its own, at the right, from 0 to 1. */
  isShare?: boolean;
  values: readonly (number | null)[];
}

export const CHART_HEIGHT = 220;

// A line along 1 is as wide as the others.
const SHARES: [number, number] = [0, 1.02];

/** uPlot's settings, in the page's present colours. */
export function chartOptions(of: {
  width: number;
  xLabel: string;
  yLabel: string;
  shareLabel: string;
  lines: readonly Line[];
}): uPlot.Options {
  // A canvas knows no light-dark(): the colour is what an element with it would have.
  const color = (name: string) => resolvedColor(`var(${name})`);
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = {
    stroke: color('--muted'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
    font,
    labelFont: font,
    labelSize: 18,
  };
  return {
    width: of.width,
    height: CHART_HEIGHT,
    scales: { x: { time: false }, share: { range: SHARES } },
    cursor: { show: false },
    legend: { show: false },
    axes: [
      // Steps are whole.
      {
        ...axis,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
        label: of.xLabel,
        size: 30,
      },
      { ...axis, label: of.yLabel, size: 44 },
      { ...axis, label: of.shareLabel, size: 44, scale: 'share', side: 1, grid: { show: false } },
    ],
    series: [
      {},
      ...of.lines.map(({ color: name, isShare }) => ({
        stroke: color(name),
        width: 1.75,
        spanGaps: true,
        points: { show: false },
        scale: isShare ? 'share' : 'y',
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
