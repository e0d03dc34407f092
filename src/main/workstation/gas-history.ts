import type { PriceSeries } from '../../engine/model/market.ts';
import { dayOf } from '../../engine/values/days.ts';
import { asset } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { instant } from '../../engine/values/units.ts';
import type { StoredSeries } from '../store/prices.ts';

/** The series that Etherscan's chart of the gas price is kept as: average of the day, Ethereum, wei. */
const GAS = asset('ETH-GAS');
const WEI = asset('WEI');

/** Daily gas prices of Ethereum among the series of a store, in wei. */
export function gasHistoryIn(stored: readonly StoredSeries[]): Outcome<PriceSeries> {
  const found = stored.find(
    (one) => one.asset === GAS && one.quote === WEI && one.interval === 'day',
  );
  if (found === undefined || found.at.length === 0) {
    return fail(
      'missing-market-data',
      'the store has no history of gas prices: import Etherscan’s chart',
    );
  }
  return ok({
    asset: GAS,
    days: Int32Array.from(found.at, (at) => dayOf(instant(at))),
    closes: found.closes,
    source: found.source,
  });
}

/** The first of so many last days of a history, UTC days since 1970-01-01. */
export const sinceDays = ({ days }: PriceSeries, count: number): number =>
  (days.at(-1) ?? 0) - count + 1;
