import type { Collateral, MarginAccount, Position } from '../../src/engine/model/book.ts';
import type { HousePolicy } from '../../src/engine/model/house-policy.ts';
import type { Instrument } from '../../src/engine/model/instrument.ts';
import { forwardKey, type Quote } from '../../src/engine/model/market.ts';
import type { MarginModelId } from '../../src/engine/model/book.ts';
import type { RiskInput } from '../../src/engine/run.ts';
import { asset, marginAccountId, market, venue } from '../../src/engine/values/ids.ts';
import { instant, price } from '../../src/engine/values/units.ts';
import { published } from '../engine/margin/account-input.ts';
import { aHousePolicy, anAccount, anInstant, anInstrument, aPosition } from './builders.ts';
import { aRiskInput, unpriceable } from './risk-input.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const [btc, eth, sol, ltc, usd, usdt] = [
  asset('BTC'),
  asset('ETH'),
  asset('SOL'),
  asset('LTC'),
  asset('USD'),
  asset('USDT'),
] as const;

const quote = (value: number): Quote => ({ value, at: anInstant, source: 'test' });

const account = (at: string, model: MarginModelId, name = 'main'): MarginAccount =>
  anAccount({
    id: marginAccountId(`${at}:${name}`),
    venue: venue(at),
    name: `${at} ${name}`,
    model,
  });

const deribit = account('DERIBIT', 'deribit-pm');
const standard = account('DERIBIT', 'deribit-sm', 'standard');
const bybit = account('BYBIT', 'bybit-pm');
const okx = account('OKX', 'okx-pm');
const binance = account('BINANCE', 'tiered-cross');
const isolated = account('BINANCE', 'tiered-isolated', 'isolated');
const unified = account('BINANCE', 'binance-pm', 'unified');
const bitmex = account('BITMEX', 'tiered-cross');
const stated = anAccount({
  id: marginAccountId('TEST:stated'),
  name: 'stated',
  stated: [
    { name: 'initialMargin', asset: btc, value: 0.4, at: anInstant, source: 'test' },
    { name: 'maintenanceMargin', asset: btc, value: 0.2, at: anInstant, source: 'test' },
    { name: 'equity', asset: usdt, value: 50_000, at: anInstant, source: 'test' },
  ],
});

const dollars = { quote: usdt, settlement: usdt } as const;
const coin = { payoff: 'inverse', settlement: btc, multiplier: 10 } as const;
const option = (
  symbol: string,
  right: 'call' | 'put',
  strike: number,
  life: number,
  fields: Partial<Instrument>,
): Instrument =>
  anInstrument({
    symbol,
    kind: 'option',
    expiry: instant(anInstant + life),
    option: { right, strike, exercise: 'european' },
    ...fields,
  });
const coinOption = {
  market: market('DERIBIT'),
  payoff: 'inverse',
  settlement: btc,
  priceUnit: 'underlying',
} as const;

export const liveInstruments = {
  perpetual: anInstrument({ symbol: 'BTC-PERPETUAL', market: market('DERIBIT'), ...coin }),
  future: anInstrument({
    symbol: 'BTC-11DEC26',
    market: market('DERIBIT'),
    kind: 'future',
    expiry: instant(anInstant + 21 * DAY),
    ...coin,
  }),
  put: option('BTC-PUT', 'put', 78_000, 30 * DAY, coinOption),
  /** Without a stated volatility, and soon over. */
  call: option('BTC-CALL', 'call', 81_000, 2 * HOUR, coinOption),
  etherCall: option('ETH-CALL', 'call', 3_200, 60 * DAY, {
    ...coinOption,
    underlying: eth,
    settlement: eth,
  }),
  swap: anInstrument({ symbol: 'BTCUSDT', market: market('BYBIT'), ...dollars }),
  bybitOption: option('BTC-USDT-CALL', 'call', 84_000, 45 * DAY, {
    market: market('BYBIT-OPTION'),
    ...dollars,
  }),
  okxSwap: anInstrument({ symbol: 'BTC-USDT-SWAP', market: market('OKX'), ...dollars }),
  okxEther: anInstrument({
    symbol: 'ETH-USDT-SWAP',
    market: market('OKX'),
    underlying: eth,
    ...dollars,
  }),
  binance: anInstrument({ symbol: 'BTCUSDT', market: market('BINANCE-USDM'), ...dollars }),
  binanceEther: anInstrument({
    symbol: 'ETHUSDT',
    market: market('BINANCE-USDM'),
    underlying: eth,
    ...dollars,
  }),
  quanto: anInstrument({
    symbol: 'ETHUSD',
    market: market('BITMEX'),
    underlying: eth,
    payoff: 'quanto',
    settlement: btc,
    multiplier: 0.000_001,
  }),
  cross: anInstrument({
    symbol: 'ETHBTC',
    market: market('BITMEX'),
    underlying: eth,
    quote: btc,
    settlement: btc,
  }),
  /** Feels bitcoin as the currency that it is quoted in alone. */
  litecoin: anInstrument({
    symbol: 'LTCBTC',
    market: market('BINANCE'),
    kind: 'spot',
    underlying: ltc,
    quote: btc,
    settlement: ltc,
  }),
  /** Its underlying has no price history. */
  solana: anInstrument({ symbol: 'SOL-PERP', underlying: sol }),
  unpriceable,
};

const of = liveInstruments;

const held = (
  instrument: Instrument,
  contracts: number,
  owner: MarginAccount,
  entry: number,
  leg = '',
): Position => {
  const position = aPosition(instrument, contracts, {
    account: owner.id,
    entryPrice: price(entry),
    source: `${owner.name} ${instrument.symbol}`,
  });
  return { ...position, id: `${position.id}${leg}` };
};

const balance = (owner: MarginAccount, of_: Collateral['asset'], amount: number): Collateral => ({
  account: owner.id,
  asset: of_,
  balance: amount,
  at: instant(anInstant - 2 * HOUR),
  source: `${owner.name} balances`,
});

/** Every charge of the house policy, none of them whole. */
export const chargingPolicy: HousePolicy = aHousePolicy({
  legalSets: new Map([[venue('OKX'), 'offshore']]),
  classes: new Map([[btc, 'coins']]),
  netting: {
    sameUnderlying: { all: 0.5, by: new Map() },
    withinClass: { all: 0.7, by: new Map() },
    betweenClasses: 0.5,
    betweenLegalSets: 0.4,
  },
  correlation: { strength: 0.5, share: 0.5 },
  liquidity: {
    participation: 0.1,
    coefficient: 1,
    markets: new Map([[btc, { dailyVolume: 1e8, spread: 0.001 }]]),
  },
  calm: { floor: true, stressedWeight: 0.25, stressedDays: 60 },
  staleness: 1,
});

/**
 * Eight venue accounts by every model, coin and dollar collateral, a debt, a hedge in two legs, options of
 * both payoffs, a future, a quanto, a cross rate, what cannot be priced and what cannot be measured.
 */
export function aVariedBook(house: HousePolicy = aHousePolicy()): RiskInput {
  const base = aRiskInput();
  const accounts = [deribit, standard, bybit, okx, binance, isolated, unified, bitmex, stated];
  return {
    ...base,
    book: {
      ...base.book,
      accounts,
      instruments: Object.values(of),
      positions: [
        held(of.perpetual, -30_000, deribit, 81_000),
        held(of.swap, 6, bybit, 79_500),
        held(of.put, -5, deribit, 0.02),
        held(of.future, 12_000, deribit, 80_500),
        held(of.call, 4, deribit, 0.004),
        held(of.etherCall, -30, standard, 0.04),
        held(of.put, 3, standard, 0.025),
        held(of.bybitOption, -4, bybit, 1_500),
        held(of.okxSwap, 5, okx, 79_000, '|long'),
        held(of.okxSwap, -8, okx, 80_100, '|short'),
        held(of.okxEther, 60, okx, 3_050),
        held(of.binance, 2, binance, 79_900),
        held(of.binanceEther, -40, binance, 3_010),
        held(of.binanceEther, 25, isolated, 2_990),
        held(of.binance, -1, unified, 80_300),
        held(of.quanto, 50_000, bitmex, 3_005),
        held(of.cross, 20, bitmex, 0.0374),
        held(of.litecoin, 100, unified, 0.001),
        held(of.solana, 300, stated, 150),
        held(of.unpriceable, 7, stated, 1),
      ],
      collateral: [
        balance(deribit, btc, 6),
        balance(standard, eth, 40),
        balance(bybit, usdt, -40_000),
        balance(bybit, btc, 1.5),
        balance(okx, usdt, 60_000),
        balance(binance, usdt, 9_000),
        balance(isolated, usdt, 1_500),
        balance(unified, usdt, -2_000),
        balance(unified, eth, 2),
        balance(bitmex, btc, 1),
        balance(stated, usd, 20_000),
        balance(stated, asset('NEW'), 5),
      ],
    },
    market: {
      spots: new Map([
        [btc, quote(80_000)],
        [eth, quote(3_000)],
        [sol, quote(150)],
        [ltc, quote(90)],
        [usdt, quote(0.9995)],
      ]),
      marks: new Map([
        [of.perpetual.id, quote(80_010)],
        [of.future.id, quote(80_400)],
        [of.put.id, quote(0.031)],
        [of.call.id, quote(0.006)],
        [of.etherCall.id, quote(0.05)],
        [of.swap.id, quote(80_030)],
        [of.bybitOption.id, quote(1_400)],
        [of.okxSwap.id, quote(80_020)],
        [of.okxEther.id, quote(3_001)],
        [of.binance.id, quote(80_025)],
        [of.binanceEther.id, quote(3_000.5)],
        [of.quanto.id, quote(3_002)],
        [of.cross.id, quote(0.0375)],
        [of.litecoin.id, quote(0.001_12)],
      ]),
      volatilities: new Map([
        [of.put.id, quote(0.55)],
        [of.etherCall.id, quote(0.7)],
        [of.bybitOption.id, quote(0.5)],
      ]),
      forwards: new Map([
        [forwardKey(btc, instant(anInstant + 30 * DAY)), quote(80_600)],
        [forwardKey(eth, instant(anInstant + 90 * DAY)), quote(3_050)],
      ]),
    },
    parameters: { ...base.parameters, editions: published, house, staleAfter: 6 * HOUR },
  };
}
