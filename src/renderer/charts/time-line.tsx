import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { shortMoney } from '../format/figures.ts';
import { useSize } from './chart.tsx';
import { useChartTheme } from './theme.ts';
import type { ChartTheme } from './theme.ts';
import { WalkedChart } from './walked-chart.tsx';

/** A level across the whole time, told apart by its dash and its name. */
type TimeLimit = {
  readonly label: string;
  readonly at: number;
  readonly dash: readonly number[];
};

/** Signed amounts over time, in order of time. */
export type TimeSeries = {
  /** Seconds since 1970, UTC, ascending. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly limits: readonly TimeLimit[];
  /** Levels that move with time, told apart by their dash; `values` as long as `times`. */
  readonly lines?: readonly {
    readonly values: readonly number[];
    readonly dash: readonly number[];
  }[];
  /** Places that are marked, whatever their colour. */
  readonly marked: ReadonlySet<number>;
};

type Props = {
  readonly series: TimeSeries;
  readonly summary: string;
  readonly cursor: number | null;
  readonly onCursor: (index: number) => void;
  /** What the place under the cursor says: shown, and spoken. */
  readonly reading: string;
  readonly onEnter: (index: number) => void;
};

const bars = uPlot.paths.bars;

function options(
  { limits, lines = [] }: TimeSeries,
  theme: ChartTheme,
  size: { readonly width: number; readonly height: number },
  onHover: (index: number) => void,
): uPlot.Options {
  const axis = {
    font: theme.font,
    stroke: theme.quiet,
    grid: { stroke: theme.hairline, width: 1 },
    ticks: { show: false },
  };
  const thin = bars === undefined ? {} : { paths: bars({ size: [0.7, 6, 1] }) };
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: true } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    axes: [
      { ...axis, space: 70, size: 36, gap: 4 },
      { ...axis, size: 56, values: (_, ticks) => ticks.map((tick) => shortMoney(tick)) },
    ],
    series: [
      {},
      { fill: theme.high, width: 0, points: { show: false }, ...thin },
      { fill: theme.low, width: 0, points: { show: false }, ...thin },
      {
        paths: () => null,
        points: { show: true, size: 7, width: 1.5, stroke: theme.text, fill: theme.ground },
      },
      ...[...limits, ...lines].map(({ dash }) => ({
        stroke: theme.text,
        width: 1,
        dash: [...dash],
        points: { show: false },
      })),
    ],
    hooks: {
      setCursor: [
        ({ cursor }) => {
          if (cursor.event != null && cursor.idx != null) onHover(cursor.idx);
        },
      ],
      draw: [(plot) => nameLimits(plot, limits, theme)],
    },
  };
}

/** Each level's name at its left end. */
function nameLimits(plot: uPlot, limits: readonly TimeLimit[], theme: ChartTheme): void {
  const { ctx: context, bbox } = plot;
  const density = devicePixelRatio;
  context.save();
  context.font = theme.font.replace(/^\d+/, (size) => String(Number(size) * density));
  context.fillStyle = theme.text;
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  let left = bbox.left + 6 * density;
  for (const { label, at } of limits) {
    context.fillText(label, left, plot.valToPos(at, 'y', true) - 2 * density);
    left += context.measureText(label).width + 16 * density;
  }
  context.restore();
}

function columns({ times, values, limits, lines = [], marked }: TimeSeries): uPlot.AlignedData {
  return [
    [...times],
    values.map((value) => (value > 0 ? value : null)),
    values.map((value) => (value <= 0 ? value : null)),
    values.map((value, index) => (marked.has(index) ? value : null)),
    ...limits.map(({ at }) => times.map(() => at)),
    ...lines.map((line) => [...line.values]),
  ];
}

function showCursor(plot: uPlot, index: number | null): void {
  const time = index === null ? undefined : plot.data[0][index];
  if (time !== undefined) plot.setCursor({ left: plot.valToPos(time, 'x'), top: 0 });
}

/** A line of time, walked by arrow keys or pointer alike; the reading says where one is. */
export function TimeLine(props: Props): ReactElement {
  const { series, summary, cursor, onCursor, reading, onEnter } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const hover = useRef(onCursor);
  const place = useRef(cursor);
  const size = useSize(box);
  const theme = useChartTheme();
  useEffect(() => {
    hover.current = onCursor;
    place.current = cursor;
    if (plot.current !== null) showCursor(plot.current, cursor);
  }, [onCursor, cursor]);

  useEffect(() => {
    const target = box.current;
    if (target === null || size.width === 0 || size.height === 0) return undefined;
    const made = new uPlot(
      options(series, theme, size, (index) => hover.current(index)),
      columns(series),
      target,
    );
    plot.current = made;
    showCursor(made, place.current);
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [series, theme, size]);

  const last = series.times.length - 1;
  const press = (event: KeyboardEvent): void => {
    const at = cursor ?? last;
    const moves: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      PageUp: at - 30,
      PageDown: at + 30,
      Home: 0,
      End: last,
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      onCursor(Math.min(Math.max(move, 0), last));
    } else if (event.key === 'Enter' && cursor !== null) onEnter(cursor);
  };

  return (
    <WalkedChart
      box={box}
      label={`${summary} Arrow keys move from day to day.`}
      reading={reading}
      onKeyDown={press}
      onFocus={() => {
        if (cursor === null) onCursor(last);
      }}
      onClick={() => {
        if (cursor !== null) onEnter(cursor);
      }}
    />
  );
}
