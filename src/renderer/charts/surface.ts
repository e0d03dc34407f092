import { shiftText, shortMoney } from '../format/figures.ts';
import type { Cell } from './cell-chart.tsx';
import { divergingColour, inkOn } from './colour.ts';
import { zeroContour } from './contour.ts';
import type { ChartTheme, Plot, Size } from './theme.ts';

/** P&L per shift, rows drawn from the first at the top, row-major, gain positive. */
export type SurfaceData = {
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  readonly values: Float64Array;
  /** The cell where nothing moves; null where the shifts do not hold it. */
  readonly still: Cell | null;
};

/** Puts the largest volatility shift at the top, as on a price-volatility chart. */
export function surfaceData(
  priceShifts: readonly number[],
  volatilityShifts: readonly number[],
  pnl: Float64Array,
): SurfaceData {
  const columns = priceShifts.length;
  const order = volatilityShifts
    .map((_, row) => row)
    .toSorted((a, b) => (volatilityShifts[b] ?? 0) - (volatilityShifts[a] ?? 0));
  const values = new Float64Array(pnl.length);
  for (const [row, from] of order.entries()) {
    values.set(pnl.subarray(from * columns, (from + 1) * columns), row * columns);
  }
  const row = order.findIndex((from) => volatilityShifts[from] === 0);
  const column = priceShifts.indexOf(0);
  return {
    rowLabels: order.map((from) => shiftText(volatilityShifts[from] ?? 0)),
    columnLabels: priceShifts.map(shiftText),
    values,
    still: row < 0 || column < 0 ? null : { row, column },
  };
}

export function surfacePlot({ width, height }: Size): Plot {
  return {
    left: 58,
    top: 6,
    width: Math.max(width - 64, 0),
    height: Math.max(height - 46, 0),
  };
}

/** The largest gain or loss of the surface: the ends of its colour scale. */
function surfaceLimit(values: Float64Array): number {
  let limit = 0;
  for (const value of values) limit = Math.max(limit, Math.abs(value));
  return limit;
}

export function drawSurface(
  context: CanvasRenderingContext2D,
  data: SurfaceData,
  plot: Plot,
  theme: ChartTheme,
  cursor: Cell | null,
): void {
  const { rowLabels, columnLabels, values, still } = data;
  const [rows, columns] = [rowLabels.length, columnLabels.length];
  const [width, height] = [plot.width / columns, plot.height / rows];
  const colour = divergingColour(surfaceLimit(values), theme);
  const paintCells = (
    paint: (ground: string, value: number, x: number, y: number) => void,
  ): void => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = values[row * columns + column] ?? 0;
        paint(colour(value), value, plot.left + column * width, plot.top + row * height);
      }
    }
  };
  paintCells((ground, _, x, y) => {
    context.fillStyle = ground;
    context.fillRect(x, y, Math.ceil(width), Math.ceil(height));
  });
  drawContour(context, data, plot, theme);
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  if (width >= 46 && height >= 15) {
    paintCells((ground, value, x, y) => {
      const text = shortMoney(value);
      // The ground around each figure keeps the contour from running through it.
      context.strokeStyle = ground;
      context.lineWidth = 4;
      context.strokeText(text, x + width / 2, y + height / 2);
      context.fillStyle = inkOn(ground, theme);
      context.fillText(text, x + width / 2, y + height / 2);
    });
  }
  drawAxes(context, data, plot, theme);
  if (still !== null) outline(context, still, plot, data, theme.text, 1);
  if (cursor !== null) outline(context, cursor, plot, data, theme.accent, 2);
}

function outline(
  context: CanvasRenderingContext2D,
  cell: Cell,
  plot: Plot,
  { rowLabels, columnLabels }: SurfaceData,
  colour: string,
  thickness: number,
): void {
  const [width, height] = [plot.width / columnLabels.length, plot.height / rowLabels.length];
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  context.strokeRect(
    plot.left + cell.column * width + 0.5,
    plot.top + cell.row * height + 0.5,
    width - 1,
    height - 1,
  );
}

function drawContour(
  context: CanvasRenderingContext2D,
  { rowLabels, columnLabels, values }: SurfaceData,
  plot: Plot,
  theme: ChartTheme,
): void {
  const [rows, columns] = [rowLabels.length, columnLabels.length];
  const x = (cells: number): number => plot.left + ((cells + 0.5) / columns) * plot.width;
  const y = (cells: number): number => plot.top + ((cells + 0.5) / rows) * plot.height;
  context.strokeStyle = theme.text;
  context.lineWidth = 1.5;
  context.setLineDash([5, 3]);
  context.beginPath();
  for (const [x1, y1, x2, y2] of zeroContour(values, rows, columns)) {
    context.moveTo(x(x1), y(y1));
    context.lineTo(x(x2), y(y2));
  }
  context.stroke();
  context.setLineDash([]);
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { rowLabels, columnLabels }: SurfaceData,
  plot: Plot,
  theme: ChartTheme,
): void {
  const bottom = plot.top + plot.height;
  context.fillStyle = theme.quiet;
  context.textAlign = 'right';
  const rowEvery = Math.ceil(13 / (plot.height / rowLabels.length));
  for (const [row, label] of rowLabels.entries()) {
    if (row % rowEvery !== 0) continue;
    context.fillText(
      label,
      plot.left - 6,
      plot.top + ((row + 0.5) / rowLabels.length) * plot.height,
    );
  }
  context.textAlign = 'center';
  const columnEvery = Math.ceil(44 / (plot.width / columnLabels.length));
  for (const [column, label] of columnLabels.entries()) {
    if (column % columnEvery !== 0) continue;
    const middle = plot.left + ((column + 0.5) / columnLabels.length) * plot.width;
    context.fillText(label, middle, bottom + 10);
  }
  context.fillText('price shift', plot.left + plot.width / 2, bottom + 28);
}
