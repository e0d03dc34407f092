import { loadEditions } from '../../../src/main/parameters/editions.ts';
import type { MarginModelId } from '../../../src/engine/model/book.ts';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import type { TierTable } from '../../../src/engine/model/margin-numbers.ts';
import type { EditionOf, MarginEdition } from '../../../src/engine/model/parameters.ts';
import type {
  AccountInput,
  PricedCollateral,
  PricedPosition,
} from '../../../src/engine/model/priced.ts';
import { asset, market, venue } from '../../../src/engine/values/ids.ts';
import { price, quantity } from '../../../src/engine/values/units.ts';
import { anAccount, anInstant, anInstrument, aPosition } from '../../support/builders.ts';

/** The editions that come with the product. */
export const published: readonly MarginEdition[] = loadEditions(
  new URL('../../../resources/margin', import.meta.url).pathname,
).items;

export type Held = {
  readonly instrument: Instrument;
  readonly quantity: number;
  readonly mark: number;
  readonly entry?: number | null;
  readonly leverage?: number | null;
  readonly spot?: number;
  readonly forward?: number;
  readonly volatility?: number;
  readonly years?: number;
};

/** A priced position; index and forward are the mark unless told, settled in coin where inverse. */
export function held(of: Held): PricedPosition {
  const { instrument, mark } = of;
  const spot = of.spot ?? mark;
  const coin = instrument.settlement === instrument.underlying;
  const base = aPosition(instrument, of.quantity);
  return {
    position: {
      ...base,
      quantity: quantity(of.quantity),
      entryPrice: of.entry === null ? null : price(of.entry ?? mark),
      leverage: of.leverage ?? null,
    },
    instrument,
    mark,
    spot,
    forward: of.forward ?? spot,
    volatility: instrument.option === null ? null : (of.volatility ?? 0.6),
    years:
      of.years ??
      (instrument.expiry === null ? 0 : (instrument.expiry - anInstant) / (365 * 86_400_000)),
    settlementRate: coin ? spot : 1,
    quoteRate: 1,
    oldest: anInstant,
  };
}

export const dollars = (balance: number, of = 'USD'): PricedCollateral => ({
  asset: asset(of),
  balance,
  rate: 1,
  source: 'test',
});

export const coins = (balance: number, of: string, rate: number): PricedCollateral => ({
  asset: asset(of),
  balance,
  rate,
  source: 'test',
});

/** An account at a venue; nothing lacks unless told. */
export function anInput(
  at: string,
  model: MarginModelId,
  fields: Partial<AccountInput> = {},
): AccountInput {
  return {
    account: anAccount({
      venue: venue(at),
      model,
      mode: model === 'tiered-isolated' ? 'isolated' : 'cross',
    }),
    positions: [],
    collateral: [],
    lacking: [],
    editions: published,
    reporting: asset('USD'),
    asOf: anInstant,
    ...fields,
  };
}

/** A contract that settles in dollars. */
export const linear = (symbol: string, underlying: string, at = 'TEST'): Instrument =>
  anInstrument({ symbol, market: market(at), underlying: asset(underlying) });

/** A contract of one dollar that settles in coin. */
export const inverse = (symbol: string, underlying: string, at = 'TEST'): Instrument =>
  anInstrument({
    symbol,
    market: market(at),
    payoff: 'inverse',
    underlying: asset(underlying),
    settlement: asset(underlying),
  });

/** An edition of tiers of the venue TEST, in force always. */
export function tiers(tables: readonly TierTable[]): EditionOf<'tiered'> {
  return {
    venue: venue('TEST'),
    model: 'tiered',
    from: '2000-01-01',
    source: 'made up for a test',
    standing: 'third-party',
    numbers: { tables, options: [] },
  };
}

export const aTable = (fields: Partial<TierTable> = {}): TierTable => ({
  symbols: ['BTC-PERP'],
  limitIn: 'notional',
  charge: 'marginal',
  legs: 'net',
  isolatedAt: 'mark',
  closingFee: 0,
  tiers: [{ upTo: 1e12, maintenanceRate: 0.01, leverage: 50, deduction: 0 }],
  ...fields,
});
