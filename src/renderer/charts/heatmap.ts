import { correlationText } from '../format/figures.ts';
import type { Cell } from './cell-chart.tsx';
import { divergingColour, inkOn } from './colour.ts';
import type { ChartTheme, Plot, Size } from './theme.ts';

/** A symmetric matrix with one label per line, row-major, values from −1 to 1. */
export type Heatmap = {
  readonly labels: readonly string[];
  readonly values: Float64Array;
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
  { labels, values }: Heatmap,
  plot: Plot,
  theme: ChartTheme,
  cursor: Cell | null,
): void {
  const count = labels.length;
  const side = plot.width / Math.max(count, 1);
  const colour = divergingColour(1, theme);
  const numbered = side >= 36;
  context.textBaseline = 'middle';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const value = values[row * count + column] ?? 0;
      const [x, y] = [plot.left + column * side, plot.top + row * side];
      const ground = colour(value);
      context.fillStyle = ground;
      context.fillRect(x, y, Math.max(side - 1, 0.5), Math.max(side - 1, 0.5));
      if (!numbered) continue;
      context.fillStyle = inkOn(ground, theme);
      context.textAlign = 'center';
      context.fillText(correlationText(value), x + side / 2, y + side / 2);
    }
  }
  drawLabels(context, labels, plot, theme, cursor);
  if (cursor === null) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(
    plot.left + cursor.column * side,
    plot.top + cursor.row * side,
    side - 1,
    side - 1,
  );
}

function drawLabels(
  context: CanvasRenderingContext2D,
  labels: readonly string[],
  plot: Plot,
  theme: ChartTheme,
  cursor: Cell | null,
): void {
  const side = plot.width / Math.max(labels.length, 1);
  const every = Math.ceil(12 / Math.max(side, 1));
  for (const [index, label] of labels.entries()) {
    if (index % every !== 0) continue;
    const middle = index * side + side / 2;
    context.fillStyle = cursor?.row === index ? theme.text : theme.quiet;
    context.textAlign = 'right';
    context.fillText(label, plot.left - 6, plot.top + middle, labelWidth - 8);
    context.fillStyle = cursor?.column === index ? theme.text : theme.quiet;
    context.textAlign = 'center';
    if (side >= 30) context.fillText(label, plot.left + middle, plot.top - 9, side - 2);
  }
}
