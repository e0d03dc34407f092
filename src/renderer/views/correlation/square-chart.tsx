import { useCallback } from 'react';
import type { ReactElement } from 'react';
import { CellChart } from '../../charts/cell-chart.tsx';
import type { Cell } from '../../charts/cell-chart.tsx';
import { drawDendrogram } from '../../charts/dendrogram.ts';
import {
  dendrogramPlot,
  drawHeatmap,
  drawHeatmapCursor,
  heatmapPlot,
} from '../../charts/heatmap.ts';
import type { ChartTheme, Plot, Size } from '../../charts/theme.ts';
import type { Square } from './square.ts';

/** A square of correlations as a heatmap, with its tree where it has one. */
export function SquareChart({
  square,
  hideMarked = false,
  summary,
  cursor,
  reading,
  onCursor,
  onEnter,
}: {
  readonly square: Square;
  readonly hideMarked?: boolean;
  readonly summary: string;
  readonly cursor: Cell | null;
  readonly reading: string;
  readonly onCursor: (cell: Cell) => void;
  readonly onEnter: (cell: Cell) => void;
}): ReactElement {
  const { assets, values, marks, mark, merges, limit } = square;
  const plotOf = useCallback((size: Size) => heatmapPlot(size, assets.length), [assets]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, plot: Plot, theme: ChartTheme) => {
      const marked = marks === null ? {} : { marks, mark, hideMarked };
      drawHeatmap(context, { labels: assets, values, limit, ...marked }, plot, theme);
      if (merges !== null)
        drawDendrogram(context, assets.length, merges, dendrogramPlot(plot), theme);
    },
    [assets, values, marks, mark, hideMarked, merges, limit],
  );
  const drawCursor = useCallback(
    (context: CanvasRenderingContext2D, plot: Plot, theme: ChartTheme, cell: Cell) =>
      drawHeatmapCursor(context, assets, plot, theme, cell),
    [assets],
  );
  return (
    <CellChart
      rows={assets.length}
      columns={assets.length}
      plot={plotOf}
      draw={draw}
      drawCursor={drawCursor}
      summary={summary}
      cursor={cursor}
      onCursor={onCursor}
      onEnter={onEnter}
      reading={reading}
    />
  );
}
