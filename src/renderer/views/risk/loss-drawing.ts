import type { Risk } from '../../../engine/contract/snapshot.ts';
import { bins } from '../../charts/bins.ts';
import type { Bin } from '../../charts/bins.ts';
import type { Draw } from '../../charts/chart.tsx';
import { drawHistogram, histogramPlot } from '../../charts/histogram.ts';
import type { Limit } from '../../charts/histogram.ts';
import { confidenceText, wholeMoney } from '../../format/figures.ts';

/** A bin for every 8 outcomes, kept to what is legible. */
export const lossBins = ({ pnl }: Risk): readonly Bin[] =>
  bins(pnl, Math.min(80, Math.max(24, Math.round(pnl.length / 8))));

/** Where a loss, given positive, stands on the P&L axis. */
const lossAt = (loss: number): number => -loss;

/** VaR and expected shortfall stand at the loss they name, that is at minus their value. */
export function lossLimits({ valueAtRisk, expectedShortfall }: Risk): readonly Limit[] {
  const shortfallText = `ES ${confidenceText(expectedShortfall.tail)}  ${wholeMoney(expectedShortfall.value)}`;
  const valueText = `VaR ${confidenceText(valueAtRisk.tail)}  ${wholeMoney(valueAtRisk.value)}`;
  return [
    { label: shortfallText, at: lossAt(expectedShortfall.value), dash: [2, 3] },
    { label: valueText, at: lossAt(valueAtRisk.value), dash: [6, 3] },
  ];
}

/** The distribution with its limits; `pointed` is one outcome, `cursor` one bin. */
export function lossDrawing(risk: Risk, pointed: number | null, cursor: number | null): Draw {
  const drawn = lossBins(risk);
  const limits = lossLimits(risk);
  return (context, size, theme) =>
    drawHistogram(
      context,
      { bins: drawn, limits, pointed },
      histogramPlot(size, limits.length),
      theme,
      cursor,
    );
}

export function lossSummary({ pnl, valueAtRisk, expectedShortfall }: Risk): string {
  return (
    `Profit and loss of ${pnl.length} days on today's book. ` +
    `VaR ${confidenceText(valueAtRisk.tail)} is ${wholeMoney(valueAtRisk.value)}, ` +
    `expected shortfall ${confidenceText(expectedShortfall.tail)} is ${wholeMoney(expectedShortfall.value)}.`
  );
}
