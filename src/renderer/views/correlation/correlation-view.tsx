import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Correlation } from '../../../engine/contract/snapshot.ts';
import { CellChart } from '../../charts/cell-chart.tsx';
import type { Cell } from '../../charts/cell-chart.tsx';
import { dendrogramPlot, drawHeatmap, heatmapPlot } from '../../charts/heatmap.ts';
import { drawDendrogram } from '../../charts/dendrogram.ts';
import type { ChartTheme, Plot, Size } from '../../charts/theme.ts';
import { correlationText } from '../../format/figures.ts';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { CorrelationTable } from './correlation-table.tsx';
import { PairList } from './pair-list.tsx';

const modelWords: Readonly<Record<Correlation['model'], string>> = {
  sample: 'Sample',
  ewma: 'EWMA',
};

/** How the underlyings move together, ordered so that the alike stand side by side. */
export function CorrelationView({ focus }: { readonly focus: string }): ReactElement {
  const { risk } = useSnapshot();
  const { go } = useFrame();
  const [asTable, setAsTable] = useState(false);
  const correlations = risk.ok ? risk.value.correlations : [];
  const chosen = correlations.find(({ model }) => model === focus) ?? correlations[0];
  if (chosen === undefined || chosen.assets.length === 0) {
    return (
      <div className="centred">
        <h1>No correlation</h1>
        <p className="quiet">
          {risk.ok ? 'No two underlyings have enough joint daily returns.' : risk.failure.message}
        </p>
      </div>
    );
  }
  return (
    <div className="view">
      <header>
        <h1>Correlation</h1>
        <fieldset className="choices">
          <legend className="spoken">Model</legend>
          {correlations.map(({ model }) => (
            <button
              key={model}
              type="button"
              className="button"
              aria-pressed={model === chosen.model}
              onClick={() => go('correlation', model)}
            >
              {modelWords[model]}
            </button>
          ))}
        </fieldset>
        <span className="quiet">
          {`daily returns, ${chosen.observations} joint days, in order of similarity`}
        </span>
        <span className="space" />
        <button
          type="button"
          className="button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Show as table
        </button>
      </header>
      {asTable ? (
        <CorrelationTable correlation={chosen} />
      ) : (
        <CorrelationChart key={chosen.model} correlation={chosen} />
      )}
    </div>
  );
}

function summaryOf({ assets, matrix }: Correlation): string {
  let [least, most] = [
    { value: Infinity, pair: '' },
    { value: -Infinity, pair: '' },
  ];
  for (const [row, one] of assets.entries()) {
    for (let column = 0; column < row; column++) {
      const value = matrix[row * assets.length + column] ?? 0;
      const pair = `${one} and ${assets[column] ?? ''}`;
      if (value < least.value) least = { value, pair };
      if (value > most.value) most = { value, pair };
    }
  }
  const extremes =
    assets.length < 2
      ? ''
      : ` Closest ${most.pair} at ${correlationText(most.value)}, furthest ${least.pair} at ${correlationText(least.value)}.`;
  return `Correlation of ${assets.length} underlyings.${extremes}`;
}

function CorrelationChart({ correlation }: { readonly correlation: Correlation }): ReactElement {
  const { assets, matrix, merges } = correlation;
  const [cursor, setCursor] = useState<Cell | null>(null);
  const plotOf = useCallback((size: Size) => heatmapPlot(size, assets.length), [assets]);
  const summary = useMemo(() => summaryOf(correlation), [correlation]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, plot: Plot, theme: ChartTheme, cell: Cell | null) => {
      drawHeatmap(context, { labels: assets, values: matrix }, plot, theme, cell);
      drawDendrogram(context, assets.length, merges, dendrogramPlot(plot), theme);
    },
    [assets, matrix, merges],
  );
  const value = cursor === null ? undefined : matrix[cursor.row * assets.length + cursor.column];
  const reading =
    cursor === null || value === undefined
      ? summary
      : `${assets[cursor.row] ?? ''} with ${assets[cursor.column] ?? ''}: ${correlationText(value)}`;
  return (
    <div className="correlation">
      <CellChart
        rows={assets.length}
        columns={assets.length}
        plot={plotOf}
        draw={draw}
        summary={summary}
        cursor={cursor}
        onCursor={setCursor}
        reading={reading}
      />
      <PairList correlation={correlation} cursor={cursor} onChoose={setCursor} />
    </div>
  );
}
