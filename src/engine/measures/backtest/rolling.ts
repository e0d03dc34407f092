import type { BacktestMethod } from '../../contract/backtest.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import type { Line } from '../../netting/lines.ts';
import { filterSeed, jointReturns, type JointReturns } from '../../scenarios/history.ts';
import { netPnl, type NetPnl } from '../../scenarios/net-pnl.ts';
import { unitColumns } from '../../scenarios/pnl.ts';
import { thatCame } from '../../scenarios/young-coins.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { filteredReturns } from '../filtered-history.ts';
import { pnlOf } from '../risk-report.ts';

/** What was held from a UTC day's close on. */
export type Epoch = { readonly from: number; readonly lines: readonly Line[] };

/** Forecast distributions day by day, and what came. */
export type Rolling = {
  /** UTC day on which each P&L came, oldest first. */
  readonly days: Int32Array;
  /** UTC day at whose close each forecast was made. */
  readonly known: Int32Array;
  /** By full revaluation, [day], gain positive. */
  readonly pnl: Float64Array;
  /** The same by the netted book that the forecasts use: what they differ by is interpolation. */
  readonly netted: Float64Array;
  /** Equally likely outcomes that each method saw the day before, worst first, [day]. */
  readonly outcomes: Readonly<Record<BacktestMethod, readonly Float64Array[]>>;
  /** Lines that no history moves: in no figure. */
  readonly left: readonly Line[];
  readonly notes: readonly string[];
};

const filter = (decay: number) => ({ decay, seed: filterSeed, floor: 1e-6 });

/** Rows [from, to) of some joint returns. */
const rowsBetween = (of: JointReturns, from: number, to: number): JointReturns => ({
  ...of,
  rows: to - from,
  values: of.values.subarray(from * of.assets.length, to * of.assets.length),
  days: of.days.subarray(from, to),
});

/**
 * For each past day, what the returns before it said of the book then held, and what the day brought.
 * A forecast uses no return of its own day or later. Contracts are priced from their prices at the
 * epoch's own time: exposures stay, positions do not age, volatilities of options stay.
 *
 * @param epochs oldest first; a day belongs to the last that began on the day before or earlier
 */
export function rollingForecasts(
  epochs: readonly Epoch[],
  history: readonly PriceSeries[],
  settings: MeasureSettings,
): Outcome<Rolling> {
  const all = epochs.flatMap(({ lines }) => lines);
  if (all.length === 0) return fail('not-applicable', 'nothing is held');
  const wanted = new Set(all.flatMap(({ unit }) => [unit.underlying, unit.settlement]));
  const joint = jointReturns(
    thatCame(history).filter(({ asset }) => wanted.has(asset)),
    { ...settings, lookback: Infinity },
  );
  if (!joint.ok) return joint;
  const returns = joint.value;
  const moving = new Set(returns.assets);
  const held = epochs.map(({ from, lines }) => {
    const known = lines.filter(({ unit }) => moving.has(unit.underlying));
    return { from, lines: known, net: netPnl(known, returns.assets) };
  });
  const inForce = (day: number) => held.findLast(({ from }) => from <= day) ?? null;
  const tested: { readonly row: number; readonly book: (typeof held)[number] }[] = [];
  for (let row = settings.fewest; row < returns.rows; row++) {
    const book = inForce(returns.days[row - 1]!);
    if (book !== null && book.lines.length > 0) tested.push({ row, book });
  }
  if (tested.length < 2) {
    return fail(
      'missing-market-data',
      `${returns.rows} joint returns, of which ${settings.fewest} must come before the first forecast: ${tested.length} days to test`,
    );
  }
  const n = returns.assets.length;
  // Books follow one another, so that their days in turn are all days in order.
  const pnl = [...Map.groupBy(tested, ({ book }) => book)].flatMap(([{ lines }, days]) => [
    ...fullPnl(
      lines,
      returns,
      days.map(({ row }) => row),
    ),
  ]);
  const outcomes: Record<BacktestMethod, Float64Array[]> = { filtered: [], plain: [] };
  for (const { row, book } of tested) {
    const before = rowsBetween(returns, Math.max(0, row - settings.lookback), row);
    outcomes.plain.push(sortedPnl(book.net, before.values, before.rows, n));
    const scaled = filteredReturns(before, filter(settings.decay)).values;
    outcomes.filtered.push(sortedPnl(book.net, scaled, before.rows, n));
  }
  return ok({
    days: Int32Array.from(tested, ({ row }) => returns.days[row]!),
    known: Int32Array.from(tested, ({ row }) => returns.days[row - 1]!),
    pnl: Float64Array.from(pnl),
    netted: Float64Array.from(tested, ({ row, book }) =>
      book.net(returns.values.subarray(row * n, (row + 1) * n)),
    ),
    outcomes,
    left: [...new Set(all)].filter(({ unit }) => !moving.has(unit.underlying)),
    notes: returns.notes,
  });
}

function sortedPnl(net: NetPnl, values: Float64Array, rows: number, n: number): Float64Array {
  const pnl = new Float64Array(rows);
  for (let s = 0; s < rows; s++) pnl[s] = net(values.subarray(s * n, (s + 1) * n));
  return pnl.toSorted();
}

/** Every distinct contract priced once on each of some days. */
function fullPnl(
  lines: readonly Line[],
  { assets, values }: JointReturns,
  rows: readonly number[],
): Float64Array {
  const units = [...new Map(lines.map(({ unit }) => [unit.key, unit])).values()];
  const n = assets.length;
  const prices = Float64Array.from({ length: n * rows.length }, (_, at) =>
    Math.exp(values[rows[at % rows.length]! * n + Math.floor(at / rows.length)]!),
  );
  const columns = unitColumns(units, {
    kind: 'history',
    labels: rows.map(() => ''),
    assets,
    prices,
    volatilities: new Float64Array(prices.length).fill(1),
  });
  return pnlOf(lines, columns);
}
