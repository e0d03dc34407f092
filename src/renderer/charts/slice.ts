import { scaleLinear } from 'd3-scale';
import { shiftText, shortMoney } from '../format/figures.ts';
import type { ChartTheme, Size } from './theme.ts';

/** P&L along one axis of a surface, shifts increasing. */
export type Slice = {
  readonly shifts: readonly number[];
  readonly pnl: readonly number[];
  /** Index of the shift under the cursor; null for none. */
  readonly at: number | null;
};

export function drawSlice(
  context: CanvasRenderingContext2D,
  { shifts, pnl, at }: Slice,
  { width, height }: Size,
  theme: ChartTheme,
): void {
  const [left, right, top, bottom] = [50, width - 24, 8, height - 20];
  const x = scaleLinear()
    .domain([Math.min(...shifts), Math.max(...shifts)])
    .range([left, right]);
  const y = scaleLinear()
    .domain([Math.min(...pnl, 0), Math.max(...pnl, 0)])
    .nice(3)
    .range([bottom, top]);
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of y.ticks(3)) {
    context.strokeStyle = tick === 0 ? theme.line : theme.hairline;
    stroke(context, [
      [left, y(tick)],
      [right, y(tick)],
    ]);
    context.fillStyle = theme.quiet;
    context.fillText(shortMoney(tick), left - 6, y(tick));
  }
  context.textAlign = 'center';
  for (const tick of x.ticks(Math.max(2, Math.floor(width / 80)))) {
    context.fillText(shiftText(tick), x(tick), bottom + 11);
  }
  context.strokeStyle = theme.text;
  context.lineWidth = 1.5;
  stroke(
    context,
    shifts.map((shift, index) => [x(shift), y(pnl[index] ?? 0)]),
  );
  const [shift, value] = at === null ? [undefined, undefined] : [shifts[at], pnl[at]];
  if (shift === undefined || value === undefined) return;
  context.fillStyle = theme.accent;
  context.beginPath();
  context.arc(x(shift), y(value), 4, 0, 2 * Math.PI);
  context.fill();
}

function stroke(
  context: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
): void {
  context.beginPath();
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
}
