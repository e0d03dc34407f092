import { describe, expect, test } from 'vitest';
import { resolve } from '../../../src/engine/factors/resolve.ts';
import type { Book } from '../../../src/engine/model/book.ts';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import { forwardKey, type MarketState, type Quote } from '../../../src/engine/model/market.ts';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anAccount, anInstant, anInstrument, aPosition } from '../../support/builders.ts';

const btc = asset('BTC');
const usd = asset('USD');
const quote = (value: number, age = 0): Quote => ({
  value,
  at: instant(anInstant - age),
  source: 'test',
});

const bookOf = (of: Instrument): Book => ({
  accounts: [anAccount()],
  instruments: [of],
  positions: [aPosition(of, 1)],
  collateral: [],
  failures: [],
  synthetic: false,
});

const nothing: MarketState = {
  spots: new Map(),
  marks: new Map(),
  volatilities: new Map(),
  forwards: new Map(),
};

const days = (n: number) => instant(anInstant + n * 86_400_000);
const resolved = (of: Instrument, market: Partial<MarketState>) =>
  resolve(bookOf(of), { ...nothing, ...market }, usd, anInstant);

describe('what is not known is a reason', () => {
  test('no price of the underlying', () => {
    const { priced, unpriced } = resolved(anInstrument(), {});
    expect(priced).toEqual([]);
    expect(unpriced[0]?.failure).toMatchObject({ reason: 'missing-market-data', at: 'test' });
  });

  test('an option without mark or volatility', () => {
    const option = anInstrument({
      kind: 'option',
      expiry: days(30),
      option: { right: 'call', strike: 100, exercise: 'european' },
    });
    const { unpriced } = resolved(option, { spots: new Map([[btc, quote(100)]]) });
    expect(unpriced[0]?.failure.message).toContain('no mark and no volatility');
  });

  test('an expired contract', () => {
    const future = anInstrument({ kind: 'future', expiry: days(-1) });
    const { unpriced } = resolved(future, { spots: new Map([[btc, quote(100)]]) });
    expect(unpriced[0]?.failure.reason).toBe('not-applicable');
  });

  test('a mark of zero on a perpetual', () => {
    const perpetual = anInstrument();
    const { unpriced } = resolved(perpetual, {
      spots: new Map([[btc, quote(100)]]),
      marks: new Map([[perpetual.id, quote(0)]]),
    });
    expect(unpriced[0]?.failure.reason).toBe('malformed');
  });
});

describe('forwards', () => {
  const expiry = days(73);
  const option = anInstrument({
    kind: 'option',
    expiry,
    option: { right: 'call', strike: 100, exercise: 'european' },
  });
  const volatilities = new Map([[option.id, quote(0.6)]]);
  const spots = new Map([[btc, quote(100)]]);
  const marks = new Map([[option.id, quote(9)]]);
  const forwardOf = (forwards: MarketState['forwards']) =>
    resolved(option, { spots, marks, volatilities, forwards }).priced[0]?.forward;

  test('the quoted one is taken', () => {
    expect(forwardOf(new Map([[forwardKey(btc, expiry), quote(103)]]))).toBe(103);
  });

  test('between futures its logarithm is linear in time', () => {
    // halfway between spot 100 now and 104.04 after 146 days: 102
    expect(forwardOf(new Map([[forwardKey(btc, days(146)), quote(104.04)]]))).toBeCloseTo(102, 9);
  });

  test('without any future it is the spot', () => {
    expect(forwardOf(new Map())).toBe(100);
  });
});

test('the volatility in a coin mark is the one that priced it', () => {
  const expiry = days(45);
  const option = anInstrument({
    kind: 'option',
    payoff: 'inverse',
    settlement: btc,
    priceUnit: 'underlying',
    expiry,
    option: { right: 'put', strike: 95, exercise: 'european' },
  });
  const coins = undiscountedBlack('put', 101, 95, 0.7 * Math.sqrt(45 / 365)) / 101;
  const { priced } = resolved(option, {
    spots: new Map([[btc, quote(100)]]),
    marks: new Map([[option.id, quote(coins)]]),
    forwards: new Map([[forwardKey(btc, expiry), quote(101)]]),
  });
  expect(priced[0]?.volatility).toBeCloseTo(0.7, 9);
});

test('the age of a position is that of its oldest price', () => {
  const perpetual = anInstrument();
  const { priced } = resolved(perpetual, {
    spots: new Map([[btc, quote(100, 5_000)]]),
    marks: new Map([[perpetual.id, quote(101, 1_000)]]),
  });
  expect(priced[0]?.oldest).toBe(anInstant - 5_000);
});

test('the forward and the volatility of an option age it too', () => {
  const option = anInstrument({
    kind: 'option',
    expiry: days(30),
    option: { right: 'call', strike: 100, exercise: 'european' },
  });
  const oldest = (forward: number, volatility: number) =>
    resolved(option, {
      spots: new Map([[btc, quote(100)]]),
      marks: new Map([[option.id, quote(7)]]),
      volatilities: new Map([[option.id, quote(0.6, volatility)]]),
      forwards: new Map([[forwardKey(btc, days(60)), quote(101, forward)]]),
    }).priced[0]?.oldest;
  expect(oldest(9_000, 2_000)).toBe(anInstant - 9_000);
  expect(oldest(2_000, 8_000)).toBe(anInstant - 8_000);
});
