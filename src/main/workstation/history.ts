import type { PriceSeries } from '../../engine/model/market.ts';
import type { Asset } from '../../engine/values/ids.ts';
import { dayOf } from '../../engine/values/days.ts';
import { instant } from '../../engine/values/units.ts';
import type { StoredSeries } from '../store/prices.ts';

/** Last close of each UTC day. */
function daily(of: StoredSeries): PriceSeries {
  const days: number[] = [];
  const closes: number[] = [];
  for (let i = 0; i < of.at.length; i++) {
    const [at, close] = [of.at[i]!, of.closes[i]!];
    if (!(close > 0)) continue;
    const day = dayOf(instant(at));
    if (days.at(-1) === day) closes[closes.length - 1] = close;
    else if (days.length === 0 || day > days.at(-1)!) {
      days.push(day);
      closes.push(close);
    }
  }
  return {
    asset: of.asset,
    days: Int32Array.from(days),
    closes: Float64Array.from(closes),
    source: of.source,
  };
}

/** Two histories of one asset as one: the first where both have a day, the other fills in. */
function joined(first: PriceSeries, other: PriceSeries): PriceSeries {
  const closes = new Map<number, number>();
  other.days.forEach((day, i) => closes.set(day, other.closes[i]!));
  first.days.forEach((day, i) => closes.set(day, first.closes[i]!));
  const days = [...closes.keys()].toSorted((a, b) => a - b);
  return {
    asset: first.asset,
    days: Int32Array.from(days),
    closes: Float64Array.from(days, (day) => closes.get(day)!),
    source: `${first.source}, ${other.source}`,
  };
}

/**
 * Daily closes per asset in the reporting currency. Histories quoted in the reporting currency are
 * used; pegged quotes count as the reporting currency; others are left out. Monthly ones never mix in.
 */
export function priceHistory(
  stored: readonly StoredSeries[],
  reporting: Asset,
  pegged: readonly Asset[],
): readonly PriceSeries[] {
  const byAsset = new Map<Asset, PriceSeries>();
  const usable = stored
    .filter((one) => one.interval !== 'month')
    .filter((one) => one.quote === reporting || pegged.includes(one.quote))
    .toSorted((a, b) => Number(a.interval === 'hour') - Number(b.interval === 'hour'));
  for (const one of usable) {
    const series = daily(one);
    if (series.days.length === 0) continue;
    const before = byAsset.get(series.asset);
    byAsset.set(series.asset, before === undefined ? series : joined(before, series));
  }
  return [...byAsset.values()];
}
