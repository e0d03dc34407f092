import { z } from 'zod';
import { type Asset, asset, type Market, market } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { type Instant, instant } from '../../../engine/values/units.ts';
import type { ContractItem } from '../../imports/format.ts';
import type { SavedBook } from '../books/synced-book.ts';
import type { IndexEvent, TradeEvent, VolatilityIndexEvent } from '../events.ts';
import { TICKER_FIELDS, type Ticker } from '../tickers.ts';
import type { VenueMarket } from '../venue-market.ts';

type Heard<E> = readonly (readonly [
  key: string,
  value: { readonly event: E; readonly receivedAt: Instant },
])[];

/**
 * All that is known of a venue at one time, so that its messages can be played from there. Without
 * counts, faults and gaps: those tell of what was played.
 */
export type MarketState = {
  /** Of this shape. Another is not read, and what is played begins further back. */
  readonly form: 1;
  readonly books: readonly {
    readonly market: Market;
    readonly symbol: string;
    readonly saved: SavedBook;
  }[];
  readonly tickers: readonly (Omit<Ticker, 'values'> & {
    readonly values: readonly (readonly [
      string,
      { readonly value: number | null; readonly at: Instant; readonly receivedAt: Instant },
    ])[];
  })[];
  readonly clock: readonly { readonly from: number; readonly least: number }[];
  readonly indexes: Heard<IndexEvent>;
  readonly volatilityIndexes: Heard<VolatilityIndexEvent>;
  readonly lastTrades: Heard<TradeEvent>;
  readonly contracts: readonly (readonly [string, ContractItem])[];
  readonly numbers: readonly (readonly [endpoint: string, number: number])[];
};

/** Null where a book has waited long for a snapshot. */
export function marketState(of: VenueMarket): MarketState | null {
  const books: MarketState['books'][number][] = [];
  for (const { market: at, symbol, synced } of of.books.books) {
    const { saved } = synced;
    if (saved === null) return null;
    books.push({ market: at, symbol, saved });
  }
  return {
    form: 1,
    books,
    tickers: [...of.tickers.all].map((one) => ({ ...one, values: [...one.values] })),
    clock: of.clock.parts,
    indexes: [...of.indexes],
    volatilityIndexes: [...of.volatilityIndexes],
    lastTrades: [...of.lastTrades],
    contracts: [...of.contracts],
    numbers: [...of.numbers],
  };
}

/** Puts a venue back to where it was. @param into new, nothing played yet */
export function restoreMarket(into: VenueMarket, state: MarketState): void {
  for (const { market: at, symbol, saved } of state.books) {
    into.books.restore({ market: at, symbol }, saved);
  }
  for (const { market: at, symbol, values } of state.tickers) {
    const known = new Map(values);
    const fields = TICKER_FIELDS.flatMap((field) => {
      const value = known.get(field);
      return value === undefined ? [] : [[field, value] as const];
    });
    into.tickers.restore({ market: at, symbol, values: new Map(fields) });
  }
  into.clock.restore(state.clock);
  for (const [key, value] of state.indexes) into.indexes.set(key, value);
  for (const [key, value] of state.volatilityIndexes) into.volatilityIndexes.set(key, value);
  for (const [key, value] of state.lastTrades) into.lastTrades.set(key, value);
  for (const [key, value] of state.contracts) into.contracts.set(key, value);
  for (const [key, value] of state.numbers) into.numbers.set(key, value);
}

const at = z.number().transform(instant);
const where = z.string().transform(market);
const code: z.ZodType<Asset> = z.string().transform(asset);
const level = z.strictObject({
  price: z.number(),
  quantity: z.number(),
  text: z.tuple([z.string(), z.string()]).exactOptional(),
});

const update = z.strictObject({
  kind: z.literal('book'),
  market: where,
  symbol: z.string(),
  at: at.nullable(),
  action: z.enum(['snapshot', 'update']),
  bids: z.array(level),
  asks: z.array(level),
  first: z.number().nullable(),
  last: z.number().nullable(),
  previous: z.number().nullable(),
  checksum: z.number().nullable(),
});

const heard = <E extends z.ZodType>(event: E) =>
  z.array(z.tuple([z.string(), z.strictObject({ event, receivedAt: at })]));

const schema: z.ZodType<MarketState> = z.strictObject({
  form: z.literal(1),
  books: z.array(
    z.strictObject({
      market: where,
      symbol: z.string(),
      saved: z.strictObject({
        state: z.enum(['syncing', 'live', 'doubtful', 'withdrawn']),
        bids: z.array(level),
        asks: z.array(level),
        last: z.number().nullable(),
        at: at.nullable(),
        splicing: z.boolean(),
        buffer: z.array(update),
      }),
    }),
  ),
  tickers: z.array(
    z.strictObject({
      market: where,
      symbol: z.string(),
      values: z.array(
        z.tuple([z.string(), z.strictObject({ value: z.number().nullable(), at, receivedAt: at })]),
      ),
    }),
  ),
  clock: z.array(z.strictObject({ from: z.number(), least: z.number() })),
  indexes: heard(
    z.strictObject({
      kind: z.literal('index'),
      market: where,
      name: z.string(),
      asset: code,
      quote: code,
      at: at.nullable(),
      value: z.number(),
    }),
  ),
  volatilityIndexes: heard(
    z.strictObject({
      kind: z.literal('volatility-index'),
      market: where,
      name: z.string(),
      asset: code,
      at: at.nullable(),
      value: z.number(),
    }),
  ),
  lastTrades: heard(
    z.strictObject({
      kind: z.literal('trade'),
      market: where,
      symbol: z.string(),
      at,
      price: z.number(),
      quantity: z.number(),
      side: z.enum(['buy', 'sell']),
      id: z.string().nullable(),
    }),
  ),
  contracts: z.array(
    z.tuple([
      z.string(),
      z.strictObject({
        kind: z.literal('contract'),
        market: where,
        symbol: z.string(),
        instrumentKind: z.enum(['spot', 'perpetual', 'future', 'option']),
        payoff: z.enum(['linear', 'inverse', 'quanto']),
        underlying: code,
        quote: code,
        settlement: code,
        multiplier: z.string(),
        priceUnit: z.enum(['quote', 'underlying']),
        expiry: at.nullable(),
        right: z.enum(['call', 'put']).nullable(),
        strike: z.string().nullable(),
        exercise: z.enum(['european', 'american']).nullable(),
      }),
    ]),
  ),
  numbers: z.array(z.tuple([z.string(), z.int()])),
});

/** Reads what `marketState` gave, from its JSON. */
export function readMarketState(text: string): Outcome<MarketState> {
  try {
    return marketStateOf(JSON.parse(text));
  } catch {
    return fail('malformed', 'the state of the venue is no JSON');
  }
}

/** The same from a value that JSON held. */
export function marketStateOf(value: unknown): Outcome<MarketState> {
  const read = schema.safeParse(value);
  return read.success
    ? ok(read.data)
    : fail('malformed', `the state of the venue: ${read.error.issues[0]?.path.join('.') ?? ''}`);
}
