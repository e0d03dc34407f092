import { correlationText } from '../format/figures.ts';
import type { Cell } from './cell-chart.tsx';
import { inkOn } from './colour.ts';
import { divergingPalette } from './palette.ts';
import type { ChartTheme, Plot, Size } from './theme.ts';

/** A symmetric matrix with one label per line, row-major, values from −1 to 1. */
export type Heatmap = {
  readonly labels: readonly string[];
  readonly values: Float64Array;
  /** 1 where a cell bears the mark, row-major. */
  readonly marks?: Float64Array;
  /** Follows the number of a marked cell; alone where there is no room for numbers. */
  readonly mark?: string;
  /** Marked cells are left empty. */
  readonly hideMarked?: boolean;
  /** The value of the strongest colour; 1 where none is given. */
  readonly limit?: number;
};

const labelWidth = 56;
const labelHeight = 18;
const treeWidth = 110;
/** Larger cells say no more. */
const mostPerCell = 104;

/** The square of cells: labels left and above it, the dendrogram to its right. */
export function heatmapPlot({ width, height }: Size, count: number): Plot {
  const room = Math.min(width - labelWidth - treeWidth, height - labelHeight - 4);
  const side = Math.max(0, Math.min(room, count * mostPerCell));
  return { left: labelWidth, top: labelHeight, width: side, height: side };
}

/** Room of the dendrogram to the right of a heatmap's plot. */
export function dendrogramPlot({ left, top, width, height }: Plot): Plot {
  return { left: left + width + 10, top, width: treeWidth - 20, height };
}

export function drawHeatmap(
  context: CanvasRenderingContext2D,
  { labels, values, marks, mark = '', hideMarked = false, limit = 1 }: Heatmap,
  plot: Plot,
  theme: ChartTheme,
): void {
  const count = labels.length;
  const side = plot.width / Math.max(count, 1);
  const colour = divergingPalette(theme);
  const numbered = side >= 36;
  const gap = side >= 6 ? 1 : 0;
  // On whole pixels: no seam shows between cells that touch.
  const edges = Array.from({ length: count + 1 }, (_, at) => Math.round(at * side));
  context.textBaseline = 'middle';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const value = values[row * count + column] ?? 0;
      const marked = marks?.[row * count + column] === 1;
      if (marked && hideMarked) continue;
      const [left = 0, right = 0] = [edges[column], edges[column + 1]];
      const [top = 0, bottom = 0] = [edges[row], edges[row + 1]];
      const ground = colour(value / limit);
      context.fillStyle = ground;
      context.fillRect(plot.left + left, plot.top + top, right - left - gap, bottom - top - gap);
      if (!numbered && !(marked && side >= 10)) continue;
      context.fillStyle = inkOn(ground, theme);
      context.textAlign = 'center';
      const text = numbered ? `${correlationText(value)}${marked ? ` ${mark}` : ''}` : mark;
      context.fillText(
        text,
        plot.left + (left + right) / 2,
        plot.top + (top + bottom) / 2,
        side - 2,
      );
    }
  }
  const every = Math.ceil(12 / Math.max(side, 1));
  for (let index = 0; index < count; index += every) {
    drawRowLabel(context, labels, index, plot, theme.quiet);
    drawColumnLabel(context, labels, index, plot, theme.quiet);
  }
}

/** The frame of the cell under the cursor, and the names of its row and column. */
export function drawHeatmapCursor(
  context: CanvasRenderingContext2D,
  labels: readonly string[],
  plot: Plot,
  theme: ChartTheme,
  { row, column }: Cell,
): void {
  const side = plot.width / Math.max(labels.length, 1);
  context.textBaseline = 'middle';
  context.fillStyle = theme.ground;
  // A name that stands between two that are drawn covers them.
  context.fillRect(0, plot.top + row * side + side / 2 - 7, plot.left - 2, 14);
  drawRowLabel(context, labels, row, plot, theme.text);
  drawColumnLabel(context, labels, column, plot, theme.text);
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(
    plot.left + column * side,
    plot.top + row * side,
    Math.max(side - 1, 3),
    Math.max(side - 1, 3),
  );
}

function drawRowLabel(
  context: CanvasRenderingContext2D,
  labels: readonly string[],
  row: number,
  plot: Plot,
  ink: string,
): void {
  const side = plot.width / Math.max(labels.length, 1);
  context.fillStyle = ink;
  context.textAlign = 'right';
  context.fillText(
    labels[row] ?? '',
    plot.left - 6,
    plot.top + row * side + side / 2,
    labelWidth - 8,
  );
}

/** Above its column where it has room. */
function drawColumnLabel(
  context: CanvasRenderingContext2D,
  labels: readonly string[],
  column: number,
  plot: Plot,
  ink: string,
): void {
  const side = plot.width / Math.max(labels.length, 1);
  if (side < 30) return;
  context.fillStyle = ink;
  context.textAlign = 'center';
  context.fillText(
    labels[column] ?? '',
    plot.left + column * side + side / 2,
    plot.top - 9,
    side - 2,
  );
}
