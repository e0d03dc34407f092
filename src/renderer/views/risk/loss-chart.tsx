import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Risk } from '../../../engine/contract/snapshot.ts';
import { CellChart } from '../../charts/cell-chart.tsx';
import type { Cell } from '../../charts/cell-chart.tsx';
import { drawHistogram, histogramPlot } from '../../charts/histogram.ts';
import type { ChartTheme, Plot, Size } from '../../charts/theme.ts';
import { wholeMoney } from '../../format/figures.ts';
import { counted } from '../../format/words.ts';
import { lossBins, lossLimits, lossSummary } from './loss-drawing.ts';

/** The distribution, walked bin by bin; the day in focus is pointed at. */
export function LossChart({
  risk,
  focus,
}: {
  readonly risk: Risk;
  readonly focus: string;
}): ReactElement {
  const bins = useMemo(() => lossBins(risk), [risk]);
  const limits = useMemo(() => lossLimits(risk), [risk]);
  const [cursor, setCursor] = useState<Cell | null>(null);
  const day = risk.scenarios.indexOf(focus);
  const pointed = risk.pnl[day] ?? null;
  const plot = useCallback((size: Size) => histogramPlot(size, limits.length), [limits]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, at: Plot, theme: ChartTheme, cell: Cell | null) =>
      drawHistogram(context, { bins, limits, pointed }, at, theme, cell?.column ?? null),
    [bins, limits, pointed],
  );
  const bin = cursor === null ? undefined : bins[cursor.column];
  const dayReading = pointed === null ? '' : `${focus}: ${wholeMoney(pointed)} on today's book.`;
  const binReading =
    bin === undefined
      ? ''
      : `${wholeMoney(bin.from)} to ${wholeMoney(bin.to)}: ${counted(bin.count, 'day')}.`;
  return (
    <CellChart
      rows={1}
      columns={bins.length}
      plot={plot}
      draw={draw}
      summary={lossSummary(risk)}
      cursor={cursor}
      onCursor={setCursor}
      reading={
        [dayReading, binReading].filter((part) => part !== '').join(' ') || lossSummary(risk)
      }
    />
  );
}
