import type { MarginAccount, Position } from '../../src/engine/model/book.ts';
import type { HousePolicy } from '../../src/engine/model/house-policy.ts';
import type { Instrument } from '../../src/engine/model/instrument.ts';
import type { PricedPosition } from '../../src/engine/model/priced.ts';
import {
  asset,
  instrumentId,
  marginAccountId,
  market,
  venue,
  venueOf,
} from '../../src/engine/values/ids.ts';
import { instant, price, quantity } from '../../src/engine/values/units.ts';

export const anInstant = instant(Date.parse('2026-11-20T16:00:00Z'));

export function anAccount(fields: Partial<MarginAccount> = {}): MarginAccount {
  return {
    id: marginAccountId('TEST:main'),
    venue: venue('TEST'),
    name: 'Test main',
    mode: 'cross',
    model: 'stated',
    stated: [],
    ...fields,
  };
}

/** Every offset counted and nothing charged: the house need is the expected shortfall. */
export function aHousePolicy(fields: Partial<HousePolicy> = {}): HousePolicy {
  return {
    classes: new Map(),
    legalSets: new Map(),
    netting: {
      sameUnderlying: { all: 1, by: new Map() },
      withinClass: { all: 1, by: new Map() },
      betweenClasses: 1,
      betweenLegalSets: 1,
    },
    correlation: null,
    liquidity: null,
    calm: null,
    staleness: 0,
    confidence: 0,
    ...fields,
  };
}

/** A linear perpetual on BTC in USD, one coin per contract, unless told otherwise. */
export function anInstrument(fields: Partial<Instrument> & { symbol?: string } = {}): Instrument {
  const symbol = fields.symbol ?? 'BTC-PERP';
  const at = fields.market ?? market('TEST');
  const id = instrumentId(symbol, at);
  if (!id.ok) throw new Error(id.failure.message);
  return {
    id: id.value,
    symbol,
    market: at,
    kind: 'perpetual',
    payoff: 'linear',
    underlying: asset('BTC'),
    quote: asset('USD'),
    settlement: asset('USD'),
    multiplier: 1,
    priceUnit: 'quote',
    expiry: null,
    option: null,
    ...fields,
  };
}

export function aPosition(of: Instrument, held: number, fields: Partial<Position> = {}): Position {
  const account = fields.account ?? marginAccountId(`${venueOf(of.market)}:main`);
  return {
    id: `${account}|${of.id}|${held > 0 ? 'long' : 'short'}`,
    account,
    instrument: of.id,
    quantity: quantity(held),
    entryPrice: price(100),
    leverage: null,
    source: 'test',
    ...fields,
  };
}

/** A position of `held` contracts at mark 100 on a flat market, unless told otherwise. */
export function aPricedPosition(
  of: Instrument,
  held: number,
  fields: Partial<PricedPosition> = {},
): PricedPosition {
  return {
    position: aPosition(of, held),
    instrument: of,
    mark: 100,
    spot: 100,
    forward: 100,
    volatility: of.option === null ? null : 0.5,
    years: of.expiry === null ? 0 : (of.expiry - anInstant) / (365 * 86_400_000),
    settlementRate: 1,
    quoteRate: 1,
    oldest: anInstant,
    ...fields,
  };
}
