import type { MarginAccount, Position } from '../../src/engine/model/book.ts';
import type { Instrument } from '../../src/engine/model/instrument.ts';
import type { PriceSeries, Quote } from '../../src/engine/model/market.ts';
import type { RiskInput } from '../../src/engine/run.ts';
import { dayOf } from '../../src/engine/values/days.ts';
import { asset, marginAccountId, market, venue } from '../../src/engine/values/ids.ts';
import { instant, price, ratio } from '../../src/engine/values/units.ts';
import { aHousePolicy, anAccount, anInstant, anInstrument, aPosition } from './builders.ts';

const btc = asset('BTC');
const usd = asset('USD');

/** Alternating returns with a slow swell: two assets that move together, never in lockstep. */
function closes(last: number, phase: number): PriceSeries['closes'] {
  const path = [last];
  for (let i = 1; i < 320; i++) {
    const move = 0.02 * Math.sin(i * 1.7) + 0.01 * Math.sin(i * 0.31 + phase);
    path.unshift(path[0]! * Math.exp(-move));
  }
  return Float64Array.from(path);
}

function series(code: string, last: number, phase: number): PriceSeries {
  const values = closes(last, phase);
  const end = dayOf(anInstant) - 1;
  return {
    asset: asset(code),
    days: Int32Array.from(values, (_, i) => end - values.length + 1 + i),
    closes: values,
    source: `${code}.csv`,
  };
}

const quote = (value: number): Quote => ({ value, at: anInstant, source: 'test' });

const perpetual = anInstrument({ symbol: 'BTC-PERP' });
const inverse = anInstrument({
  symbol: 'BTC-INVERSE',
  payoff: 'inverse',
  settlement: btc,
  multiplier: 10,
});
const option = anInstrument({
  symbol: 'BTC-PUT',
  kind: 'option',
  payoff: 'inverse',
  settlement: btc,
  priceUnit: 'underlying',
  expiry: instant(anInstant + 30 * 86_400_000),
  option: { right: 'put', strike: 78_000, exercise: 'european' },
});
const ether = anInstrument({ symbol: 'ETH-PERP', underlying: asset('ETH') });

export const first: MarginAccount = anAccount({
  id: marginAccountId('TEST:one'),
  name: 'one',
  stated: [
    { name: 'initialMargin', asset: usd, value: 100_000, at: anInstant, source: 'test' },
    { name: 'maintenanceMargin', asset: usd, value: 60_000, at: anInstant, source: 'test' },
    { name: 'equity', asset: usd, value: 300_000, at: anInstant, source: 'test' },
  ],
});
const second: MarginAccount = anAccount({
  id: marginAccountId('OTHER:two'),
  venue: venue('OTHER'),
  name: 'two',
});

const held = (of: Instrument, contracts: number, account: MarginAccount, entry: number): Position =>
  aPosition(of, contracts, { account: account.id, entryPrice: price(entry) });

/** A small book at two venues: a hedge across venues, a coin-settled put, an ether leg, coin collateral. */
export function aRiskInput(fields: Partial<RiskInput> = {}): RiskInput {
  return {
    asOf: anInstant,
    book: {
      accounts: [first, second],
      instruments: [perpetual, inverse, option, ether],
      positions: [
        held(perpetual, 10, first, 79_000),
        held(ether, -40, first, 3_050),
        held(inverse, -60_000, second, 81_000),
        held(option, -5, second, 0.02),
      ],
      collateral: [
        { account: first.id, asset: usd, balance: 250_000, at: anInstant, source: 'test' },
        { account: second.id, asset: btc, balance: 4, at: anInstant, source: 'test' },
      ],
      failures: [],
      synthetic: true,
    },
    market: {
      spots: new Map([
        [btc, quote(80_000)],
        [asset('ETH'), quote(3_000)],
      ]),
      marks: new Map([
        [perpetual.id, quote(80_010)],
        [inverse.id, quote(80_020)],
        [option.id, quote(0.031)],
        [ether.id, quote(3_001)],
      ]),
      volatilities: new Map([[option.id, quote(0.55)]]),
      forwards: new Map(),
    },
    history: [series('BTC', 80_000, 0), series('ETH', 3_000, 1)],
    parameters: {
      costs: { transfers: [], trading: [] },
      stress: [],
      collateralTerms: { concentration: [], borrowing: [], selling: [] },
      reporting: usd,
      pegged: [asset('USDT')],
      editions: [],
      faults: [],
      limits: {
        watch: ratio(0.6),
        call: ratio(0.8),
        liquidation: ratio(1),
        hysteresis: ratio(0.03),
      },
      measures: {
        varTail: '0.01',
        shortfallTail: '0.025',
        houseTail: '0.01',
        lookback: 300,
        fewest: 250,
        history: 'filtered',
        decay: ratio(0.97),
      },
      house: aHousePolicy(),
      staleAfter: 86_400_000,
      lastLevels: new Map(),
    },
    ...fields,
  };
}

/** A contract of a coin that nobody has a price of. */
export const unpriceable: Instrument = anInstrument({
  symbol: 'NEW-PERP',
  market: market('TEST'),
  underlying: asset('NEW'),
});
