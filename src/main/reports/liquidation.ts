import type { LiquidationOutlook, LiquidationRun } from '../../engine/contract/liquidation.ts';
import { money, percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const size = (x: number): string => String(Number(x.toPrecision(6)));
const amount = (value: number): Cell => ({ value, text: money(value) });

const beginning = ({ prices, volatility }: LiquidationOutlook): string => {
  const moves = prices
    .filter(({ factor }) => factor !== 1)
    .map(
      ({ asset, factor }) => `${asset} ${factor < 1 ? '−' : '+'}${percent(Math.abs(factor - 1))}`,
    );
  const all = volatility === 1 ? moves : [...moves, `volatility × ${volatility.toFixed(2)}`];
  return all.length === 0 ? 'as it stands' : all.join(', ');
};

function ending({ outcome, ends, left: kept, toFund }: LiquidationRun): string {
  const rest = kept.map(({ symbol, contracts }) => `${size(contracts)} ${symbol}`).join(', ');
  const words = {
    whole: `whole: below ${percent(ends)}; left ${rest}`,
    empty: 'empty: nothing is left',
    unfinished: `unfinished: nothing frees more margin; left ${rest}`,
  }[outcome];
  if (toFund === 0) return words;
  return toFund > 0
    ? `${words}; the insurance fund receives ${money(toFund)}`
    : `${words}; the insurance fund pays ${money(-toFund)}`;
}

/** A liquidation step by step, from where it begins. */
export function liquidationSheet(name: string, of: LiquidationOutlook): Sheet {
  const title = `${name}, liquidated step by step`;
  if (!of.run.ok) {
    return { title, columns: [left('Not worked out')], rows: [[of.run.failure.message]] };
  }
  const { by, before, steps, notes, source } = of.run.value;
  return {
    title: by === 'estimate' ? `${title} (an estimate)` : title,
    columns: [
      left('Closed'),
      left('How'),
      right('Price'),
      right('Slippage'),
      right('Fee'),
      right('Equity then'),
      right('Maintenance then'),
    ],
    rows: [
      [beginning(of), 'beginning', '', '', '', amount(before.equity), amount(before.maintenance)],
      ...steps.map(({ contracts, symbol, how, price, slippage, fee, after }) => [
        `${size(contracts)} ${symbol}`,
        how,
        price === null ? 'none' : { value: price, text: size(price) },
        amount(slippage),
        amount(fee),
        amount(after.equity),
        amount(after.maintenance),
      ]),
    ],
    note: [ending(of.run.value), ...notes, ...(source === '' ? [] : [source])].join('. '),
  };
}

/** The order in which a venue would deleverage the book's own positions. */
export const deleveragingSheet = (
  venue: string,
  ranks: LiquidationOutlook['deleveraging'],
): Sheet => ({
  title: `Deleveraging order of the book at ${venue}`,
  columns: [left('Position'), left('Account'), right('Profit'), right('Leverage'), right('Score')],
  rows: ranks.map(({ symbol, name, profit, leverage, score }) => [
    symbol,
    name,
    { value: profit, text: percent(profit) },
    { value: leverage, text: leverage.toFixed(2) },
    { value: score, text: score.toFixed(4) },
  ]),
  note: 'profit ratio × effective leverage, the highest first, losers not at all; where they stand among other customers’ is not known',
});
