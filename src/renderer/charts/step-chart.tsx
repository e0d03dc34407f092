import { useCallback, useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { Canvas, useSize } from './chart.tsx';
import type { ChartTheme, Size } from './theme.ts';
import { WalkedChart } from './walked-chart.tsx';

type Props = {
  /** Places that may be walked to, 0…count−1. */
  readonly count: number;
  readonly draw: (
    context: CanvasRenderingContext2D,
    size: Size,
    theme: ChartTheme,
    cursor: number | null,
  ) => void;
  /** The place nearest to a point of the drawing. */
  readonly nearest: (x: number, y: number, size: Size) => number;
  readonly summary: string;
  readonly cursor: number | null;
  readonly onCursor: (place: number) => void;
  /** What the place under the cursor says: shown, and spoken. */
  readonly reading: string;
};

/** A drawing of places in a row, walked by arrow keys or pointer alike. */
export function StepChart(props: Props): ReactElement {
  const { count, draw, nearest, summary, cursor, onCursor, reading } = props;
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const paint = useCallback(
    (context: CanvasRenderingContext2D, at: Size, theme: ChartTheme) =>
      draw(context, at, theme, cursor),
    [cursor, draw],
  );
  const last = count - 1;
  const press = (event: KeyboardEvent): void => {
    const at = cursor ?? last;
    const moves: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      PageUp: at - 20,
      PageDown: at + 20,
      Home: 0,
      End: last,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    onCursor(Math.min(Math.max(move, 0), last));
  };
  const point = (event: PointerEvent): void => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const place = nearest(event.clientX - bounds.left, event.clientY - bounds.top, size);
    if (place !== cursor && place >= 0) onCursor(place);
  };
  return (
    <WalkedChart
      box={box}
      label={`${summary} Arrow keys move from place to place.`}
      reading={reading}
      onKeyDown={press}
      onFocus={() => {
        if (cursor === null) onCursor(last);
      }}
      onPointerMove={point}
      onClick={() => undefined}
    >
      <Canvas draw={paint} size={size} />
    </WalkedChart>
  );
}
