import * as fc from 'fast-check';
import type { Instrument, InstrumentKind } from '../../../src/engine/model/instrument.ts';
import type { BookLevel, VenueBook } from '../../../src/engine/model/live-books.ts';
import type { Quote } from '../../../src/engine/model/market.ts';
import type { Rates } from '../../../src/engine/orderbook/base-book.ts';
import {
  consolidated,
  type ConsolidatedBook,
  type LadderRequest,
} from '../../../src/engine/orderbook/consolidated.ts';
import { asset, market } from '../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInstant, anInstrument } from '../../support/builders.ts';

export const btc = asset('BTC');
export const usd = asset('USD');

/** A price of an asset in dollars. */
const quoted = (value: number): Quote => ({ value, at: anInstant, source: 'test' });

/** Dollars for USDT at 1.001, and a coin at 100. */
export const rates: Rates = {
  reporting: usd,
  spots: new Map([
    [asset('USDT'), quoted(1.001)],
    [btc, quoted(100)],
  ]),
};

export const value = <T>(of: Outcome<T>): T => {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
};

/** `[price, quantity]` pairs as levels. */
const levels = (of: readonly (readonly [number, number])[]): BookLevel[] =>
  of.map(([price, quantity]) => ({ price, quantity }));

type Pairs = readonly (readonly [number, number])[];

export const aBook = (of: Instrument, bids: Pairs, asks: Pairs, late: number = 0): VenueBook => ({
  instrument: of,
  bids: levels(bids),
  asks: levels(asks),
  at: instant(anInstant - late),
});

/** One coin per contract, in dollars. */
export const linear: Instrument = anInstrument({ symbol: 'BTC-PERP', market: market('ALPHA') });
/** The same at another venue. */
export const other: Instrument = anInstrument({ symbol: 'BTC-PERP', market: market('BETA') });
/** A hundred dollars per contract, settled in coin. */
export const inverse: Instrument = anInstrument({
  symbol: 'BTC-INVERSE',
  market: market('GAMMA'),
  payoff: 'inverse',
  settlement: btc,
  multiplier: 100,
});
/** A tenth of a coin per contract, in USDT. */
export const tether: Instrument = anInstrument({
  symbol: 'BTCUSDT',
  market: market('DELTA'),
  quote: asset('USDT'),
  settlement: asset('USDT'),
  multiplier: 0.1,
});
export const spot: Instrument = anInstrument({
  symbol: 'BTC-USD',
  market: market('ALPHA-SPOT'),
  kind: 'spot',
});

const every: ReadonlySet<InstrumentKind> = new Set<InstrumentKind>(['spot', 'perpetual', 'future']);

export const ladderOf = (
  books: readonly VenueBook[],
  request: Partial<LadderRequest> = {},
): ConsolidatedBook =>
  consolidated(
    books,
    { underlying: btc, kinds: every, skew: 1000, late: 'kept', ...request },
    rates,
  );

const steps = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 500 })),
  {
    minLength: 1,
    maxLength: 8,
  },
);

/** A sound book of an instrument: bids below 100, asks above, in ticks of a tenth. */
const soundBook = (of: Instrument, scale: number): fc.Arbitrary<VenueBook> =>
  fc.tuple(steps, steps, fc.integer({ min: 0, max: 5000 })).map(([down, up, late]) => {
    const side = (moves: readonly (readonly [number, number])[], away: 1 | -1): Pairs => {
      let ticks = 0;
      return moves.map(([step, size]) => {
        ticks += step;
        return [(1000 + away * ticks) / 10, size * scale];
      });
    };
    return aBook(of, side(down, -1), side(up, 1), late);
  });

/** Books of one underlying at several venues that do not cross each other: each in its own unit, all near 100 dollars. */
export const severalBooks: fc.Arbitrary<readonly VenueBook[]> = fc.tuple(
  soundBook(linear, 0.25),
  soundBook(other, 0.5),
  soundBook(inverse, 1),
  soundBook(spot, 0.125),
);
