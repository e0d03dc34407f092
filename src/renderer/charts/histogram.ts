import { scaleLinear } from 'd3-scale';
import { shortMoney } from '../format/figures.ts';
import type { Bin } from './bins.ts';
import type { ChartTheme, Plot, Size } from './theme.ts';

/** A value marked by a line across the histogram, told apart by dash and by its label. */
export type Limit = {
  readonly label: string;
  readonly at: number;
  readonly dash: readonly number[];
};

export type Histogram = {
  readonly bins: readonly Bin[];
  readonly limits: readonly Limit[];
  /** A single outcome to point at; null for none. */
  readonly pointed: number | null;
};

export function histogramPlot({ width, height }: Size, limits: number): Plot {
  const top = 8 + limits * 14;
  return { left: 34, top, width: Math.max(width - 44, 0), height: Math.max(height - top - 22, 0) };
}

export function drawHistogram(
  context: CanvasRenderingContext2D,
  { bins, limits, pointed }: Histogram,
  plot: Plot,
  theme: ChartTheme,
  cursor: number | null,
): void {
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return;
  const bottom = plot.top + plot.height;
  const x = scaleLinear()
    .domain([first.from, last.to])
    .range([plot.left, plot.left + plot.width]);
  const most = Math.max(...bins.map(({ count }) => count));
  const y = scaleLinear().domain([0, most]).nice(4).range([bottom, plot.top]);

  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const tick of y.ticks(Math.max(1, Math.min(4, plot.height / 24))).filter(Number.isInteger)) {
    context.strokeStyle = theme.hairline;
    line(context, plot.left, y(tick), plot.left + plot.width, y(tick));
    context.fillStyle = theme.quiet;
    context.textAlign = 'right';
    context.fillText(String(tick), plot.left - 6, y(tick));
  }
  for (const [index, { from, to, count }] of bins.entries()) {
    if (count === 0) continue;
    context.fillStyle = from < 0 ? theme.low : theme.high;
    context.fillRect(x(from) + 0.5, y(count), Math.max(x(to) - x(from) - 1, 1), bottom - y(count));
    if (cursor !== index) continue;
    context.strokeStyle = theme.accent;
    context.lineWidth = 2;
    context.strokeRect(x(from), y(count) - 1, x(to) - x(from), bottom - y(count) + 2);
    context.lineWidth = 1;
  }
  context.strokeStyle = theme.line;
  line(context, plot.left, bottom, plot.left + plot.width, bottom);
  context.textAlign = 'center';
  context.fillStyle = theme.quiet;
  for (const tick of x.ticks(Math.max(3, Math.floor(plot.width / 90)))) {
    line(context, x(tick), bottom, x(tick), bottom + 4);
    context.fillText(shortMoney(tick), x(tick), bottom + 12);
  }
  for (const [index, limit] of limits.entries())
    drawLimit(context, limit, index, x(limit.at), plot, theme);
  if (pointed !== null) drawPointer(context, x(pointed), bottom, theme);
}

function line(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** Labels stand one below the other, so that close limits stay legible. */
function drawLimit(
  context: CanvasRenderingContext2D,
  { label, dash }: Limit,
  index: number,
  x: number,
  plot: Plot,
  theme: ChartTheme,
): void {
  const y = 8 + index * 14;
  context.strokeStyle = theme.text;
  context.setLineDash([...dash]);
  line(context, x, y + 6, x, plot.top + plot.height);
  context.setLineDash([]);
  context.fillStyle = theme.text;
  const right = x + 6 + context.measureText(label).width > plot.left + plot.width;
  context.textAlign = right ? 'right' : 'left';
  context.fillText(label, right ? x - 4 : x + 4, y);
}

function drawPointer(
  context: CanvasRenderingContext2D,
  x: number,
  bottom: number,
  theme: ChartTheme,
): void {
  context.fillStyle = theme.accent;
  context.beginPath();
  context.moveTo(x, bottom);
  context.lineTo(x - 5, bottom + 8);
  context.lineTo(x + 5, bottom + 8);
  context.fill();
}
