import type { MarginModelId } from '../../src/engine/model/book.ts';
import type { Instrument } from '../../src/engine/model/instrument.ts';
import type { AccountInput, PricedPosition } from '../../src/engine/model/priced.ts';
import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';
import { instant } from '../../src/engine/values/units.ts';
import {
  anInput,
  aTable,
  coins,
  dollars,
  held,
  inverse,
  linear,
  tiers,
} from '../engine/margin/account-input.ts';
import { anInstant } from '../support/builders.ts';

const SPOT = 80_000;
const DAY = 86_400_000;
const VOLATILITY = 0.6;

/** Options and perpetuals on one underlying, as they lie in a market maker's book: strikes around spot, signs mixed. */
function bookOf(
  count: number,
  contract: (symbol: string) => Instrument,
  markOf: (price: number) => number,
): readonly PricedPosition[] {
  const random = mersenneTwister(count);
  return Array.from({ length: count }, (_, i) => {
    const quantity = Math.ceil(random.uniform() * 10) * (random.uniform() < 0.5 ? -1 : 1);
    const base = contract(`C${i}`);
    if (i % 10 === 0) return held({ instrument: base, quantity, mark: SPOT, spot: SPOT });
    const strike = SPOT * (0.5 + random.uniform());
    const right = random.uniform() < 0.5 ? 'put' : 'call';
    const expiry = instant(anInstant + (1 + Math.floor(random.uniform() * 270)) * DAY);
    const inside = Math.max(right === 'call' ? SPOT - strike : strike - SPOT, 0);
    return held({
      instrument: {
        ...base,
        kind: 'option',
        expiry,
        option: { right, strike, exercise: 'european' },
        priceUnit: base.settlement === base.underlying ? 'underlying' : 'quote',
      },
      quantity,
      mark: markOf(inside + SPOT * 0.01),
      spot: SPOT,
      forward: SPOT,
      volatility: VOLATILITY,
    });
  });
}

/** An account of so many positions under each margin model. */
export function accountsOf(count: number): ReadonlyMap<MarginModelId, AccountInput> {
  const inCoin = bookOf(
    count,
    (symbol) => inverse(symbol, 'BTC', 'DERIBIT'),
    (price) => price / SPOT,
  );
  const inDollars = (venue: string): readonly PricedPosition[] =>
    bookOf(
      count,
      (symbol) => linear(symbol, 'BTC', venue),
      (price) => price,
    );
  const futures = Array.from({ length: count }, (_, i) =>
    held({ instrument: linear(`F${i}`, `A${i % 50}`), quantity: i % 2 === 0 ? 3 : -2, mark: 100 }),
  );
  const editions = [
    tiers([aTable({ symbols: futures.map(({ instrument }) => instrument.symbol) })]),
  ];
  const collateral = [dollars(1e9)];
  return new Map<MarginModelId, AccountInput>([
    ['tiered-cross', anInput('TEST', 'tiered-cross', { positions: futures, collateral, editions })],
    [
      'tiered-isolated',
      anInput('TEST', 'tiered-isolated', { positions: futures, collateral, editions }),
    ],
    [
      'deribit-sm',
      anInput('DERIBIT', 'deribit-sm', {
        positions: inCoin,
        collateral: [coins(1e5, 'BTC', SPOT)],
      }),
    ],
    [
      'deribit-pm',
      anInput('DERIBIT', 'deribit-pm', {
        positions: inCoin,
        collateral: [coins(1e5, 'BTC', SPOT)],
      }),
    ],
    ['okx-pm', anInput('OKX', 'okx-pm', { positions: inDollars('OKX'), collateral })],
    ['bybit-pm', anInput('BYBIT', 'bybit-pm', { positions: inDollars('BYBIT'), collateral })],
    ['binance-pm', anInput('BINANCE', 'binance-pm', { positions: futures, collateral })],
  ]);
}
