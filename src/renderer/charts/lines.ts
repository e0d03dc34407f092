import { scaleLinear } from 'd3-scale';
import type { ChartTheme, Size } from './theme.ts';

/** Lines over one axis, told apart by dash and name; a band may lie behind the first. */
export type Lines = {
  readonly x: readonly number[];
  readonly series: readonly {
    readonly name: string;
    readonly y: readonly number[];
    readonly dash: readonly number[];
  }[];
  readonly band: { readonly low: readonly number[]; readonly high: readonly number[] } | null;
  /** Ends of the vertical axis; null: those of the values. */
  readonly range: readonly [number, number] | null;
  /** Places of the horizontal axis that are named. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly yText: (value: number) => string;
};

const frame = ({ width, height }: Size, named: boolean) => ({
  left: 62,
  right: Math.max(width - 24, 63),
  top: named ? 22 : 8,
  bottom: Math.max(height - 22, 24),
});

/** Index of the place nearest to a horizontal position. */
export function nearestPlace(x: readonly number[], at: number, size: Size): number {
  const { left, right } = frame(size, false);
  const value = scaleLinear()
    .domain([left, right])
    .range([x[0] ?? 0, x.at(-1) ?? 1])(at);
  let best = 0;
  for (const [place, one] of x.entries()) {
    if (Math.abs(one - value) < Math.abs((x[best] ?? 0) - value)) best = place;
  }
  return best;
}

export function drawLines(
  context: CanvasRenderingContext2D,
  { x, series, band, range, ticks, yText }: Lines,
  size: Size,
  theme: ChartTheme,
  cursor: number | null,
): void {
  const { left, right, top, bottom } = frame(size, series.length > 1);
  const all = series.flatMap(({ y }) => y);
  const across = scaleLinear()
    .domain([x[0] ?? 0, x.at(-1) ?? 1])
    .range([left, right]);
  const up = scaleLinear()
    .domain(range ?? [Math.min(...all), Math.max(...all)])
    .range([bottom, top]);
  if (range === null) up.nice(4);
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of up.ticks(Math.max(2, Math.min(5, (bottom - top) / 30)))) {
    context.strokeStyle = tick === 0 ? theme.line : theme.hairline;
    path(context, [
      [left, up(tick)],
      [right, up(tick)],
    ]);
    context.fillStyle = theme.quiet;
    context.fillText(yText(tick), left - 6, up(tick));
  }
  context.textAlign = 'center';
  for (const { at, text } of ticks) {
    context.strokeStyle = theme.hairline;
    path(context, [
      [across(at), top],
      [across(at), bottom],
    ]);
    context.fillStyle = theme.quiet;
    context.fillText(text, across(at), bottom + 12);
  }
  if (band !== null) {
    context.fillStyle = theme.hairline;
    context.beginPath();
    for (const [i, at] of x.entries()) context.lineTo(across(at), up(band.high[i] ?? 0));
    for (let i = x.length - 1; i >= 0; i--) context.lineTo(across(x[i] ?? 0), up(band.low[i] ?? 0));
    context.fill();
  }
  let named = left;
  for (const { name, y, dash } of series) {
    context.strokeStyle = theme.text;
    context.lineWidth = 1.5;
    context.setLineDash([...dash]);
    path(
      context,
      x.map((at, i) => [across(at), up(y[i] ?? 0)]),
    );
    if (series.length > 1) {
      path(context, [
        [named, 9],
        [named + 26, 9],
      ]);
      context.textAlign = 'left';
      context.fillStyle = theme.text;
      context.fillText(name, named + 32, 9);
      named += 48 + context.measureText(name).width;
    }
    context.setLineDash([]);
  }
  const at = cursor === null ? undefined : x[cursor];
  if (cursor === null || at === undefined) return;
  context.fillStyle = theme.accent;
  for (const { y } of series) {
    context.beginPath();
    context.arc(across(at), up(y[cursor] ?? 0), 4, 0, 2 * Math.PI);
    context.fill();
  }
}

function path(
  context: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
}
