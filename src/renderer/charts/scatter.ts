import { scaleLinear } from 'd3-scale';
import { shiftText } from '../format/figures.ts';
import type { ChartTheme, Size } from './theme.ts';

/** Two returns of each day, as fractions. */
export type Scatter = {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xName: string;
  readonly yName: string;
};

function scales({ x, y }: Scatter, { width, height }: Size) {
  const most = Math.max(...x.map(Math.abs), ...y.map(Math.abs), 1e-9);
  const side = scaleLinear().domain([-most, most]);
  return {
    across: side.copy().range([52, Math.max(width - 12, 53)]),
    up: side.copy().range([Math.max(height - 22, 9), 8]),
  };
}

/** The day whose point is nearest to a place of the drawing. */
export function nearestPoint(of: Scatter, left: number, top: number, size: Size): number {
  const { across, up } = scales(of, size);
  let [best, least] = [-1, Infinity];
  for (const [day, one] of of.x.entries()) {
    const away = Math.hypot(across(one) - left, up(of.y[day] ?? 0) - top);
    if (away < least) [best, least] = [day, away];
  }
  return best;
}

/** Joint returns: one scale for both, lines at nothing. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  of: Scatter,
  size: Size,
  theme: ChartTheme,
  cursor: number | null,
): void {
  const { across, up } = scales(of, size);
  const [left, right] = across.range();
  const [bottom, top] = up.range();
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  for (const tick of across.ticks(5)) {
    context.strokeStyle = tick === 0 ? theme.line : theme.hairline;
    context.beginPath();
    context.moveTo(across(tick), top ?? 0);
    context.lineTo(across(tick), bottom ?? 0);
    context.moveTo(left ?? 0, up(tick));
    context.lineTo(right ?? 0, up(tick));
    context.stroke();
    context.fillStyle = theme.quiet;
    context.textAlign = 'center';
    context.fillText(shiftText(tick), across(tick), (bottom ?? 0) + 12);
    context.textAlign = 'right';
    context.fillText(shiftText(tick), (left ?? 0) - 6, up(tick));
  }
  for (const [day, one] of of.x.entries()) {
    const other = of.y[day] ?? 0;
    context.fillStyle = one * other < 0 ? theme.low : theme.high;
    context.fillRect(across(one) - 1.5, up(other) - 1.5, 3, 3);
  }
  context.fillStyle = theme.text;
  context.textAlign = 'right';
  context.fillText(of.xName, (right ?? 0) - 4, up(0) - 8);
  context.textAlign = 'left';
  context.fillText(of.yName, across(0) + 6, (top ?? 0) + 6);
  const chosen = cursor === null ? undefined : of.x[cursor];
  if (cursor === null || chosen === undefined) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(across(chosen), up(of.y[cursor] ?? 0), 5, 0, 2 * Math.PI);
  context.stroke();
}
