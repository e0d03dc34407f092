import { useCallback, useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { Canvas, useSize } from './chart.tsx';
import type { ChartTheme, Plot, Size } from './theme.ts';
import { WalkedChart } from './walked-chart.tsx';

export type Cell = { readonly row: number; readonly column: number };

type Props = {
  readonly rows: number;
  readonly columns: number;
  readonly plot: (size: Size) => Plot;
  readonly draw: (
    context: CanvasRenderingContext2D,
    plot: Plot,
    theme: ChartTheme,
    cursor: Cell | null,
  ) => void;
  /** What follows the cursor, on a layer of its own where `draw` costs much; `draw` then gets none. */
  readonly drawCursor?: (
    context: CanvasRenderingContext2D,
    plot: Plot,
    theme: ChartTheme,
    cursor: Cell,
  ) => void;
  readonly summary: string;
  readonly cursor: Cell | null;
  readonly onCursor: (cell: Cell) => void;
  /** What the cell under the cursor says: shown, and spoken. */
  readonly reading: string;
  readonly onEnter?: (cell: Cell) => void;
};

const clamp = (x: number, most: number): number => Math.min(Math.max(x, 0), most);

/** The cell under a point, or null outside the plot. */
export function cellAt(
  x: number,
  y: number,
  plot: Plot,
  rows: number,
  columns: number,
): Cell | null {
  const column = Math.floor(((x - plot.left) / plot.width) * columns);
  const row = Math.floor(((y - plot.top) / plot.height) * rows);
  return row < 0 || column < 0 || row >= rows || column >= columns ? null : { row, column };
}

/** A drawing made of cells, walked by arrow keys or pointer alike; the reading says where one is. */
export function CellChart(props: Props): ReactElement {
  const { rows, columns, plot, draw, drawCursor, summary, cursor, onCursor, reading, onEnter } =
    props;
  const drawn = drawCursor === undefined ? cursor : null;
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const paint = useCallback(
    (context: CanvasRenderingContext2D, at: Size, theme: ChartTheme) =>
      draw(context, plot(at), theme, drawn),
    [drawn, draw, plot],
  );
  const paintCursor = useCallback(
    (context: CanvasRenderingContext2D, at: Size, theme: ChartTheme) => {
      if (cursor !== null) drawCursor?.(context, plot(at), theme, cursor);
    },
    [cursor, drawCursor, plot],
  );

  const press = (event: KeyboardEvent): void => {
    const { row, column } = cursor ?? { row: 0, column: 0 };
    const moves: Record<string, Cell> = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      Home: { row, column: 0 },
      End: { row, column: columns - 1 },
      PageUp: { row: 0, column },
      PageDown: { row: rows - 1, column },
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      onCursor({ row: clamp(move.row, rows - 1), column: clamp(move.column, columns - 1) });
    } else if (event.key === 'Enter' && cursor !== null) onEnter?.(cursor);
  };
  const under = (event: PointerEvent): Cell | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top];
    return cellAt(x, y, plot(size), rows, columns);
  };

  return (
    <WalkedChart
      box={box}
      label={`${summary} Arrow keys move from cell to cell.`}
      reading={reading}
      onKeyDown={press}
      onFocus={() => {
        if (cursor === null) onCursor({ row: 0, column: 0 });
      }}
      onPointerMove={(event) => {
        const cell = under(event);
        if (cell !== null && (cell.row !== cursor?.row || cell.column !== cursor.column)) {
          onCursor(cell);
        }
      }}
      onClick={() => {
        if (cursor !== null) onEnter?.(cursor);
      }}
    >
      <Canvas draw={paint} size={size} />
      {drawCursor !== undefined && <Canvas draw={paintCursor} size={size} />}
    </WalkedChart>
  );
}
