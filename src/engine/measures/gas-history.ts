import type { GasQuantiles } from '../contract/gas.ts';
import type { PriceSeries } from '../model/market.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { spearmanRho } from './copula/rank-correlation.ts';
import { pearsonCorrelation } from './correlations/pearson.ts';

/** Shares of days by which a gas price is told. */
const SHARES = [0.5, 0.9, 0.95, 0.99] as const;
/** Fewer days say nothing of a hundredth of them. */
const FEWEST = 100;

/** The least value that at least this share of the sorted values does not pass. */
const atShare = (sorted: Float64Array, share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;

/**
 * How dear gas was on the days of a history.
 *
 * @param gas daily prices, wei
 * @param since only days from this one, UTC days since 1970-01-01
 */
export function gasQuantiles(gas: PriceSeries, since: number): Outcome<GasQuantiles> {
  const first = gas.days.findIndex((day) => day >= since);
  const days = first < 0 ? gas.days.subarray(0, 0) : gas.days.subarray(first);
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined || days.length < FEWEST) {
    return fail(
      'missing-market-data',
      `${days.length} days of gas prices, at least ${FEWEST} are needed`,
    );
  }
  const sorted = gas.closes.slice(first).toSorted();
  return ok({
    source: gas.source,
    days: days.length,
    from,
    to,
    at: SHARES.map((share) => ({ share, wei: atShare(sorted, share) })),
  });
}

/** Share of days on which gas was no dearer. @param wei now */
export function gasRank(gas: PriceSeries, since: number, wei: number): number | null {
  let [below, all] = [0, 0];
  gas.days.forEach((day, i) => {
    if (day < since) return;
    all++;
    if ((gas.closes[i] ?? Number.NaN) <= wei) below++;
  });
  return all === 0 ? null : below / all;
}

/** Cost of an action, reporting currency. @param units of gas @param coinPrice of a whole coin, 10^18 wei */
export const gasCost = (units: number, wei: number, coinPrice: number): number =>
  ((units * wei) / 1e18) * coinPrice;

/** How gas went with the price of its coin, day by day. */
export type GasWithPrice = {
  readonly days: number;
  /** Of log changes: all days, and the days on which the coin fell by more than the limit. */
  readonly pearson: number | null;
  readonly spearman: number | null;
  readonly falls: number;
  /** Median of gas ÷ gas the day before, on those days and on all. */
  readonly ratioOnFalls: number | null;
  readonly ratio: number | null;
  /** Largest of it on those days. */
  readonly largestOnFalls: number | null;
};

/**
 * Whether gas is dear when its coin falls: correlations of daily log changes, and by how much gas rose on the
 * days of large falls.
 *
 * @param fall a day counts as one when the coin lost more than this fraction
 */
export function gasWithPrice(gas: PriceSeries, coin: PriceSeries, fall: number): GasWithPrice {
  const priceOn = new Map<number, number>();
  coin.days.forEach((day, i) => priceOn.set(day, coin.closes[i] ?? Number.NaN));
  const gasMoves: number[] = [];
  const coinMoves: number[] = [];
  gas.days.forEach((day, i) => {
    const [before, now] = [priceOn.get(day - 1), priceOn.get(day)];
    const gasBefore = gas.days[i - 1] === day - 1 ? gas.closes[i - 1] : undefined;
    const gasNow = gas.closes[i];
    if (before === undefined || now === undefined) return;
    if (gasBefore === undefined || gasNow === undefined) return;
    gasMoves.push(Math.log(gasNow / gasBefore));
    coinMoves.push(Math.log(now / before));
  });
  const [x, y] = [Float64Array.from(gasMoves), Float64Array.from(coinMoves)];
  const limit = Math.log(1 - fall);
  const ratios = gasMoves.map(Math.exp);
  const onFalls = ratios.filter((_, i) => (coinMoves[i] ?? 0) < limit);
  return {
    days: x.length,
    pearson: pearsonCorrelation(x, y),
    spearman: x.length < 2 ? null : spearmanRho(x, y),
    falls: onFalls.length,
    ratioOnFalls: middle(onFalls),
    ratio: middle(ratios),
    largestOnFalls: onFalls.length === 0 ? null : Math.max(...onFalls),
  };
}

function middle(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return atShare(Float64Array.from(values).toSorted(), 0.5);
}
