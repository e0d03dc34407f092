import type { PricedPosition } from '../model/priced.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';

/**
 * P&L of a position against its average entry, in the settlement asset, gain positive.
 * Inverse contracts: quantity × multiplier × (1 ÷ entry − 1 ÷ mark), in coin.
 */
export function unrealisedPnl(of: PricedPosition): Outcome<number> {
  const { position, instrument, mark } = of;
  const { entryPrice, quantity } = position;
  if (entryPrice === null) {
    return fail('missing-field', `no entry price of ${instrument.symbol}`, position.source);
  }
  const size = quantity * instrument.multiplier;
  if (instrument.payoff === 'inverse' && instrument.option === null) {
    return entryPrice > 0
      ? ok(size * (1 / entryPrice - 1 / mark))
      : fail(
          'malformed',
          `entry price ${entryPrice} of ${instrument.symbol} is not positive`,
          position.source,
        );
  }
  return ok(size * (mark - entryPrice));
}

/**
 * |quantity| × multiplier × price in the reporting currency; for options, of the underlying.
 * Inverse futures and perpetuals: their fixed amount of the quote currency.
 */
export function notional(of: PricedPosition): number {
  const { position, instrument, mark, spot, quoteRate, settlementRate } = of;
  const size = Math.abs(position.quantity) * instrument.multiplier;
  if (instrument.option !== null) return size * spot * quoteRate;
  switch (instrument.payoff) {
    case 'inverse':
      return size * quoteRate;
    case 'quanto':
      return size * mark * settlementRate;
    case 'linear':
      return size * mark * quoteRate;
  }
}
