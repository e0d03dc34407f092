import type { Book, Collateral } from '../model/book.ts';
import type { MarketState } from '../model/market.ts';
import type { Holding } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';
import { instant, type Instant } from '../values/units.ts';
import type { Failure } from '../values/outcome.ts';
import { rateOf } from './resolve.ts';

/** A balance whose asset has no price. */
export type Unvalued = { readonly collateral: Collateral; readonly failure: Failure };

export type Valued = {
  readonly holdings: readonly Holding[];
  readonly unvalued: readonly Unvalued[];
};

/** Values every balance of the book in the reporting currency. */
export function valuedCollateral(
  book: Book,
  market: MarketState,
  reporting: Asset,
  asOf: Instant,
): Valued {
  const holdings: Holding[] = [];
  const unvalued: Unvalued[] = [];
  for (const collateral of book.collateral) {
    const rate = rateOf(collateral.asset, reporting, market);
    if (rate.ok) {
      const at = instant(Math.min(rate.value.at, collateral.at, asOf));
      holdings.push({ collateral, rate: rate.value.value, at });
    } else {
      unvalued.push({ collateral, failure: { ...rate.failure, at: collateral.source } });
    }
  }
  return { holdings, unvalued };
}
