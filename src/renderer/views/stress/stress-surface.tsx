import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Surface } from '../../../engine/contract/snapshot.ts';
import { CellChart } from '../../charts/cell-chart.tsx';
import type { Cell } from '../../charts/cell-chart.tsx';
import { Chart } from '../../charts/chart.tsx';
import { drawSlice } from '../../charts/slice.ts';
import { drawSurface, surfaceData, surfacePlot } from '../../charts/surface.ts';
import type { SurfaceData } from '../../charts/surface.ts';
import type { ChartTheme, Plot, Size } from '../../charts/theme.ts';
import { wholeMoney } from '../../format/figures.ts';

/** The surface, walked cell by cell, with the two slices through the cell under the cursor. */
export function StressSurface({ surface }: { readonly surface: Surface }): ReactElement {
  const data = useMemo(
    () => surfaceData(surface.priceShifts, surface.volatilityShifts, surface.pnl),
    [surface],
  );
  const [cursor, setCursor] = useState<Cell | null>(data.still);
  const { row, column } = cursor ?? { row: 0, column: 0 };
  const draw = useCallback(
    (context: CanvasRenderingContext2D, plot: Plot, theme: ChartTheme, cell: Cell | null) =>
      drawSurface(context, data, plot, theme, cell),
    [data],
  );
  const summary = useMemo(() => summaryOf(data), [data]);
  return (
    <div className="stress">
      <CellChart
        rows={data.rowLabels.length}
        columns={data.columnLabels.length}
        plot={surfacePlot}
        draw={draw}
        summary={summary}
        cursor={cursor}
        onCursor={setCursor}
        reading={`Price ${data.columnLabels[column] ?? ''}, volatility ${data.rowLabels[row] ?? ''}: ${wholeMoney(valueAt(data, row, column))}. ${summary}`}
      />
      <div className="slices">
        <SliceChart
          title={`Price moves, volatility ${data.rowLabels[row] ?? ''}`}
          shifts={surface.priceShifts}
          pnl={surface.priceShifts.map((_, at) => valueAt(data, row, at))}
          at={column}
        />
        <SliceChart
          title={`Volatility moves, price ${data.columnLabels[column] ?? ''}`}
          shifts={surface.volatilityShifts.toSorted((a, b) => a - b)}
          pnl={data.rowLabels.map((_, at) => valueAt(data, at, column)).toReversed()}
          at={data.rowLabels.length - 1 - row}
        />
      </div>
    </div>
  );
}

const valueAt = ({ values, columnLabels }: SurfaceData, row: number, column: number): number =>
  values[row * columnLabels.length + column] ?? 0;

function summaryOf(data: SurfaceData): string {
  let [worst, best] = [0, 0];
  for (const [index, value] of data.values.entries()) {
    if (value < (data.values[worst] ?? 0)) worst = index;
    if (value > (data.values[best] ?? 0)) best = index;
  }
  const said = (index: number): string => {
    const columns = data.columnLabels.length;
    const price = data.columnLabels[index % columns] ?? '';
    const volatility = data.rowLabels[Math.floor(index / columns)] ?? '';
    return `${wholeMoney(data.values[index] ?? 0)} at price ${price}, volatility ${volatility}`;
  };
  return `Worst ${said(worst)}; best ${said(best)}.`;
}

function SliceChart({
  title,
  shifts,
  pnl,
  at,
}: {
  readonly title: string;
  readonly shifts: readonly number[];
  readonly pnl: readonly number[];
  readonly at: number;
}): ReactElement {
  const draw = (context: CanvasRenderingContext2D, size: Size, theme: ChartTheme): void =>
    drawSlice(context, { shifts, pnl, at }, size, theme);
  const [least, most] = [Math.min(...pnl), Math.max(...pnl)];
  return (
    <section className="pane">
      <h2>{title}</h2>
      <Chart draw={draw} summary={`${title}: from ${wholeMoney(least)} to ${wholeMoney(most)}.`} />
    </section>
  );
}
