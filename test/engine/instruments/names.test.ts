import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInMonth } from '../../../src/engine/instruments/calendar.ts';
import { GRAMMARS } from '../../../src/engine/instruments/grammars.ts';
import {
  inverseName,
  linearName,
  optionName,
  spotName,
  type Grammar,
  type InstrumentName,
} from '../../../src/engine/instruments/instrument-name.ts';
import { occGrammar } from '../../../src/engine/instruments/occ.ts';
import { market } from '../../../src/engine/values/ids.ts';

const QUOTES: Readonly<Record<string, readonly string[]>> = {
  'BINANCE-SPOT': ['USDT', 'USDC', 'BTC', 'EUR', 'BNB'],
  'BINANCE-USDM': ['USDT', 'USDC', 'BUSD'],
  'BYBIT-SPOT': ['USDT', 'EUR'],
  'BYBIT-LINEAR': ['USDT', 'USDC'],
  BITMEX: ['USD', 'USDT'],
};

function grammar(code: string): Grammar {
  const found = GRAMMARS.get(market(code));
  if (found === undefined) throw new Error(`no grammar of ${code}`);
  return found;
}

const day = (year: number, month: number, date: number | null) => ({ year, month, day: date });
const call = (year: number, month: number, date: number, strike: string) =>
  ({ expiry: { year, month, day: date }, right: 'call', strike }) as const;
const put = (year: number, month: number, date: number, strike: string) =>
  ({ expiry: { year, month, day: date }, right: 'put', strike }) as const;

/** A BitMEX name says neither what is paid nor in what. */
const bitmex = (base: string, quote: string | null, month: number | null): InstrumentName => ({
  ...linearName(base, quote ?? '', month === null ? null : day(2026, month, null)),
  payoff: null,
  quote,
  settlement: null,
});

/** Names seen in recordings and exports, read by hand against the venues' grammars. */
const NAMES: readonly (readonly [market: string, symbol: string, name: InstrumentName])[] = [
  ['DERIBIT', 'BTC-PERPETUAL', inverseName('BTC', 'USD', null)],
  ['DERIBIT', 'BTC-27DEC24', inverseName('BTC', 'USD', day(2024, 12, 27))],
  ['DERIBIT', 'ETH-9NOV21-4000-P', optionName('inverse', 'ETH', 'USD', put(2021, 11, 9, '4000'))],
  ['DERIBIT', 'BTC_USDC-PERPETUAL', linearName('BTC', 'USDC', null)],
  ['DERIBIT', 'BTC_USDC-27DEC24-60000-C', optionName('linear', 'BTC', 'USDC', call(2024, 12, 27, '60000'))],
  ['DERIBIT', 'MATIC_USDC-9MAR24-1d02-C', optionName('linear', 'MATIC', 'USDC', call(2024, 3, 9, '1.02'))],
  ['DERIBIT', 'BTC_USDT', spotName('BTC', 'USDT')],
  ['BINANCE-USDM', 'BTCUSDT', linearName('BTC', 'USDT', null)],
  ['BINANCE-USDM', '1000PEPEUSDT', linearName('1000PEPE', 'USDT', null)],
  ['BINANCE-USDM', 'BTCUSDT_241227', linearName('BTC', 'USDT', day(2024, 12, 27))],
  ['BINANCE-COINM', 'BTCUSD_PERP', inverseName('BTC', 'USD', null)],
  ['BINANCE-COINM', 'BTCUSD_200925', inverseName('BTC', 'USD', day(2020, 9, 25))],
  ['BINANCE-SPOT', 'DOGEBNB', spotName('DOGE', 'BNB')],
  ['BINANCE-OPTIONS', 'XRP-251219-2.05-P', optionName('linear', 'XRP', 'USDT', put(2025, 12, 19, '2.05'))],
  ['OKX', 'BTC-USDT', spotName('BTC', 'USDT')],
  ['OKX', 'BTC-USD-SWAP', inverseName('BTC', 'USD', null)],
  ['OKX', 'BTC-USDT-SWAP', linearName('BTC', 'USDT', null)],
  ['OKX', 'BTC-USD-241227', inverseName('BTC', 'USD', day(2024, 12, 27))],
  ['OKX', 'BTC-USD-241227-60000-C', optionName('inverse', 'BTC', 'USD', call(2024, 12, 27, '60000'))],
  ['BYBIT-LINEAR', 'BTCUSDT', linearName('BTC', 'USDT', null)],
  ['BYBIT-LINEAR', 'BTCPERP', linearName('BTC', 'USDC', null)],
  ['BYBIT-LINEAR', 'BTC-29AUG25', linearName('BTC', 'USDC', day(2025, 8, 29))],
  ['BYBIT-LINEAR', 'BTCUSDT-27DEC24', linearName('BTC', 'USDT', day(2024, 12, 27))],
  ['BYBIT-INVERSE', 'BTCUSD', inverseName('BTC', 'USD', null)],
  ['BYBIT-INVERSE', 'BTCUSDM21', inverseName('BTC', 'USD', day(2021, 6, null))],
  ['BYBIT-OPTION', 'BTC-30DEC22-18000-C', optionName('linear', 'BTC', 'USDC', call(2022, 12, 30, '18000'))],
  ['BYBIT-OPTION', 'BTC-27MAR26-60000-C-USDT', optionName('linear', 'BTC', 'USDT', call(2026, 3, 27, '60000'))],
  ['BYBIT-SPOT', 'BTCEUR', spotName('BTC', 'EUR')],
  ['KRAKEN-FUTURES', 'PI_XBTUSD', inverseName('XBT', 'USD', null)],
  ['KRAKEN-FUTURES', 'FI_XBTUSD_210924', inverseName('XBT', 'USD', day(2021, 9, 24))],
  ['KRAKEN-FUTURES', 'PF_ETHUSD', linearName('ETH', 'USD', null)],
  ['KRAKEN-FUTURES', 'PF_AAPLxUSD', linearName('AAPLx', 'USD', null)],
  ['BITMEX', 'XBTUSD', bitmex('XBT', 'USD', null)],
  ['BITMEX', 'XBTM26', bitmex('XBT', null, 6)],
  ['BITMEX', 'ADAUSDT', bitmex('ADA', 'USDT', null)],
  ['HYPERLIQUID', 'km:US500', { ...linearName('km:US500', '', null), quote: null, settlement: null }],
  ['COINBASE-SPOT', 'BTC-USD', spotName('BTC', 'USD')],
  ['COINBASE-SPOT', '1INCH-BTC', spotName('1INCH', 'BTC')],
  ['COINBASE-DERIVATIVES', 'BIT-24APR26-CDE', linearName('BIT', 'USD', day(2026, 4, 24))],
]; // prettier-ignore

describe('names', () => {
  it.each(NAMES)('%s %s is read', (code, symbol, name) => {
    expect(grammar(code).name(symbol, QUOTES[code] ?? [])).toEqual({ ok: true, value: name });
  });

  it.each(NAMES)('%s %s is printed', (code, symbol, name) => {
    expect(grammar(code).symbol(name)).toBe(symbol);
  });

  it('reads the same text as different contracts in different markets', () => {
    const text = 'BTC-27DEC24-60000-C';
    const deribit = grammar('DERIBIT').name(text, []);
    const bybit = grammar('BYBIT-OPTION').name(text, []);
    expect(deribit.ok && deribit.value.settlement).toBe('BTC');
    expect(bybit.ok && bybit.value.settlement).toBe('USDC');
  });

  it.each([
    ['DERIBIT', 'BTC-31FEB24'],
    ['DERIBIT', 'BTC-09NOV21-4000-P'],
    ['DERIBIT', 'BTC-27DEC24-60000-X'],
    ['DERIBIT', 'BTC'],
    ['DERIBIT', ''],
    ['DERIBIT', '=HYPERLINK("x")'],
    ['OKX', 'BTC-USD-241327'],
    ['BINANCE-COINM', 'BTCUSDT'],
    ['BINANCE-USDM', 'XYZ'],
    ['BYBIT-OPTION', 'BTC-27MAR26-60000-C-USDC'],
    ['KRAKEN-FUTURES', 'PI_XBTUSD_210924'],
    ['KRAKEN-FUTURES', 'FI_XBTUSD'],
    ['COINBASE-DERIVATIVES', 'BIT-24APR26'],
    ['COINBASE-SPOT', 'BIT-24APR26-CDE'],
    ['COINBASE-SPOT', 'BTC-PERP-INTX'],
    ['COINBASE-SPOT', 'BTCUSD'],
  ])('%s has no contract "%s"', (code, symbol) => {
    const name = grammar(code).name(symbol, QUOTES[code] ?? []);
    expect(name.ok ? 'read' : name.failure.reason).toBe('unknown-contract');
  });

  it.each([
    ['DERIBIT', 'BTC-FS-19MAY26_PERP'],
    ['DERIBIT', 'BTC-STRD-29MAY26-77000'],
    ['DERIBIT', 'BTC-CSR12-16SEP22-21000_23000'],
    ['OKX', 'BTC-USD_UM_XPERP-310404'],
    ['BITMEX', 'XBTM26_XBTU26'],
  ])('%s %s is known for what it is, and refused', (code, symbol) => {
    const name = grammar(code).name(symbol, QUOTES[code] ?? []);
    expect(name.ok ? 'read' : name.failure.reason).toBe('unsupported-instrument');
  });
});

describe('OCC symbols', () => {
  it('are read and printed in 21 characters', () => {
    const name = occGrammar.name('SPY   251219C00600500', []);
    expect(name).toEqual({
      ok: true,
      value: optionName('linear', 'SPY', 'USD', call(2025, 12, 19, '600.5')),
    });
    expect(name.ok && occGrammar.symbol(name.value)).toBe('SPY   251219C00600500');
  });

  it('are read with their padding collapsed', () => {
    const name = occGrammar.name('BRKB 260116P00450000', []);
    expect(name.ok && name.value.strike).toBe('450');
  });
});

const base = fc.stringMatching(/^[A-Z]{3,5}$/).filter((text) => !/USD|BTC|EUR|BNB|PERP/.test(text));
const dated = fc
  .tuple(fc.integer({ min: 2010, max: 2099 }), fc.integer({ min: 1, max: 12 }))
  .chain(([year, month]) =>
    fc
      .integer({ min: 1, max: daysInMonth(year, month) })
      .map((date) => ({ year, month, day: date })),
  );
const strike = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('', '.5', '.02', '.125'))
  .map(([whole, fraction]) => `${whole}${fraction}`);
const right = fc.constantFrom('call' as const, 'put' as const);
const terms = fc.record({ expiry: dated, strike, right });

/** Names that a market can print. */
const PRINTABLE: Readonly<Record<string, fc.Arbitrary<InstrumentName>>> = {
  DERIBIT: fc.oneof(
    base.map((coin) => spotName(coin, 'USDC')),
    fc.tuple(base, fc.option(dated)).map(([coin, on]) => inverseName(coin, 'USD', on)),
    fc.tuple(base, fc.option(dated)).map(([coin, on]) => linearName(coin, 'USDC', on)),
    fc.tuple(base, terms).map(([coin, of]) => optionName('inverse', coin, 'USD', of)),
    fc.tuple(base, terms).map(([coin, of]) => optionName('linear', coin, 'USDC', of)),
  ),
  'BINANCE-USDM': fc.tuple(base, fc.option(dated)).map(([coin, on]) => linearName(coin, 'USDT', on)),
  'BINANCE-COINM': fc.tuple(base, fc.option(dated)).map(([coin, on]) => inverseName(coin, 'USD', on)),
  'BINANCE-OPTIONS': fc.tuple(base, terms).map(([coin, of]) => optionName('linear', coin, 'USDT', of)),
  OKX: fc.oneof(
    base.map((coin) => spotName(coin, 'USDT')),
    fc.tuple(base, fc.option(dated)).map(([coin, on]) => inverseName(coin, 'USD', on)),
    fc.tuple(base, fc.option(dated)).map(([coin, on]) => linearName(coin, 'USDC', on)),
    fc.tuple(base, terms).map(([coin, of]) => optionName('inverse', coin, 'USD', of)),
  ),
  'COINBASE-SPOT': fc.tuple(base, fc.constantFrom('USD', 'BTC')).map(([coin, quote]) => spotName(coin, quote)),
  'BYBIT-LINEAR': fc
    .tuple(base, fc.constantFrom('USDT', 'USDC'), fc.option(dated))
    .map(([coin, quote, on]) => linearName(coin, quote, on)),
  'BYBIT-OPTION': fc
    .tuple(base, fc.constantFrom('USDT', 'USDC'), terms)
    .map(([coin, quote, of]) => optionName('linear', coin, quote, of)),
  'KRAKEN-FUTURES': fc.oneof(
    fc.tuple(base, fc.option(dated)).map(([coin, on]) => inverseName(coin, 'USD', on)),
    fc.tuple(base, fc.option(dated)).map(([coin, on]) => linearName(coin, 'USD', on)),
  ),
}; // prettier-ignore

it.each(Object.keys(PRINTABLE))('%s: reading what was printed gives the name back', (code) => {
  const { name, symbol } = grammar(code);
  const names = PRINTABLE[code];
  if (names === undefined) throw new Error(code);
  fc.assert(
    fc.property(names, (of) => {
      expect(name(symbol(of), QUOTES[code] ?? [])).toEqual({ ok: true, value: of });
    }),
  );
});

it('no text makes a grammar throw, and what is read prints the same text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...GRAMMARS.keys()),
      fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{2,4}[-_]?[A-Z0-9]{0,8}([-_]\w{1,7}){0,3}$/)),
      (code, text) => {
        const { name, symbol } = grammar(code);
        const read = name(text, QUOTES[code] ?? []);
        if (read.ok) expect(symbol(read.value)).toBe(text);
      },
    ),
    { numRuns: 3000 },
  );
});
