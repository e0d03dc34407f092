import type { Instrument } from '../../engine/model/instrument.ts';
import type { Quote } from '../../engine/model/market.ts';
import type { Asset, InstrumentId } from '../../engine/values/ids.ts';

/** Whether a contract's price is a price of its underlying: not an option's, nor a quanto's. */
const pricesItsUnderlying = ({ kind, payoff, priceUnit }: Instrument): boolean =>
  (kind === 'perpetual' || kind === 'future') && payoff !== 'quanto' && priceUnit === 'quote';

/** A contract whose mark may stand in for its underlying's price; `expiry` is 0 for a perpetual. */
type Witness = {
  readonly symbol: string;
  readonly expiry: number;
  readonly mark: Quote;
  readonly rate: number;
};

/** Perpetuals before futures, near futures before far ones, newer marks before older. */
const isBetter = (a: Witness, b: Witness): boolean =>
  a.expiry === b.expiry ? a.mark.at > b.mark.at : a.expiry < b.expiry;

/**
 * Prices of underlyings that nothing else prices, in the reporting currency: the mark of a contract
 * on the underlying, a perpetual's where there is one, else the nearest future's. Its basis is in it.
 *
 * @param quoteRate reporting currency per unit of a quote currency; null where it is not known
 */
export function standInSpots(
  instruments: readonly Instrument[],
  marks: ReadonlyMap<InstrumentId, Quote>,
  known: ReadonlyMap<Asset, Quote>,
  quoteRate: (quote: Asset) => number | null,
): ReadonlyMap<Asset, Quote> {
  const found = new Map<Asset, Witness>();
  for (const one of instruments) {
    const mark = marks.get(one.id);
    const rate = quoteRate(one.quote);
    if (mark === undefined || rate === null || known.has(one.underlying)) continue;
    if (!pricesItsUnderlying(one)) continue;
    const witness = { expiry: one.expiry ?? 0, mark, rate, symbol: one.symbol };
    const before = found.get(one.underlying);
    if (before === undefined || isBetter(witness, before)) found.set(one.underlying, witness);
  }
  return new Map(
    [...found].map(([asset, { mark, rate, symbol }]) => [
      asset,
      {
        value: mark.value * rate,
        at: mark.at,
        source: `mark of ${symbol}, no price of ${asset} being known`,
      },
    ]),
  );
}
