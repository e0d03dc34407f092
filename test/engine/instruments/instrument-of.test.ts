import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type {
  ContractFacts,
  ListedContract,
} from '../../../src/engine/instruments/contract-facts.ts';
import { canonicalAsset, instrumentOf } from '../../../src/engine/instruments/instrument-of.ts';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import { asset, instrumentId, market, venue } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { loadContractFacts } from '../../../src/main/parameters/contracts.ts';
import { itWithSharedData } from '../../support/shared-data.ts';

const facts: ContractFacts = await loadContractFacts(
  fileURLToPath(new URL('../../../resources/contracts/', import.meta.url)),
);

const at = (day: string) => instant(Date.parse(`${day}T12:00:00Z`));

function found(symbol: string, code: string, day = '2026-11-20'): Instrument {
  const instrument = instrumentOf(symbol, market(code), facts, at(day));
  if (!instrument.ok) throw new Error(instrument.failure.message);
  return instrument.value;
}

function refusal(symbol: string, code: string, day = '2026-11-20'): string {
  const instrument = instrumentOf(symbol, market(code), facts, at(day));
  return instrument.ok ? 'found' : `${instrument.failure.reason}: ${instrument.failure.message}`;
}

describe('facts that names leave out', () => {
  it('gives Deribit sizes in dollars or coins a multiplier of 1, expiring at 08:00 UTC', () => {
    const option = found('BTC-27DEC24-60000-C', 'DERIBIT');
    expect(option).toEqual({
      id: 'BTC-27DEC24-60000-C.DERIBIT',
      symbol: 'BTC-27DEC24-60000-C',
      market: 'DERIBIT',
      kind: 'option',
      payoff: 'inverse',
      underlying: 'BTC',
      quote: 'USD',
      settlement: 'BTC',
      multiplier: 1,
      priceUnit: 'underlying',
      expiry: Date.UTC(2024, 11, 27, 8),
      option: { right: 'call', strike: 60_000, exercise: 'european' },
    });
  });

  it.each([
    // Binance, Exchange Information: contractSize 100 for BTC, 10 for others.
    ['BTCUSD_PERP', 'BINANCE-COINM', 100],
    ['BNBUSD_PERP', 'BINANCE-COINM', 10],
    // OKX, public/instruments: ctVal 100 USD for BTC, 10 USD for others; 0.01 BTC, 0.1 ETH.
    ['BTC-USD-SWAP', 'OKX', 100],
    ['LTC-USD-SWAP', 'OKX', 10],
    ['BTC-USDT-SWAP', 'OKX', 0.01],
    ['ETH-USDT-SWAP', 'OKX', 0.1],
    ['BTCUSD', 'BYBIT-INVERSE', 1],
    ['PI_XBTUSD', 'KRAKEN-FUTURES', 1],
    ['XBTUSD', 'BITMEX', 1],
    // BitMEX contract page: 0.000001 XBT per dollar.
    ['ETHUSD', 'BITMEX', 0.000001],
    ['BIT-24APR26-CDE', 'COINBASE-DERIVATIVES', 0.01],
    // Sizes of orders are in the base currency: base_min_size, base_increment of the list of products.
    ['BTC-USD', 'COINBASE-SPOT', 1],
  ])('%s at %s counts contracts of %d', (symbol, code, multiplier) => {
    expect(found(symbol, code).multiplier).toBe(multiplier);
  });

  it.each([
    // 16:00 in London: 15:00 UTC in summer time.
    ['FI_XBTUSD_210924', 'KRAKEN-FUTURES', Date.UTC(2021, 8, 24, 15)],
    ['FI_XBTUSD_211231', 'KRAKEN-FUTURES', Date.UTC(2021, 11, 31, 16)],
    // Last Fridays of June 2026 and June 2021.
    ['XBTM26', 'BITMEX', Date.UTC(2026, 5, 26, 12)],
    ['BTCUSDM21', 'BYBIT-INVERSE', Date.UTC(2021, 5, 25, 8)],
    // As its own list states it: 2026-04-24T15:00:00Z.
    ['BIT-24APR26-CDE', 'COINBASE-DERIVATIVES', Date.UTC(2026, 3, 24, 15)],
  ])('%s at %s expires when the venue says', (symbol, code, expiry) => {
    expect(found(symbol, code).expiry).toBe(expiry);
  });

  it('dates a size: OKX options were ten times larger until 26 May 2022', () => {
    expect(found('BTC-USD-220527-30000-C', 'OKX', '2022-05-13').multiplier).toBe(0.1);
    expect(found('BTC-USD-241217-92000-C', 'OKX', '2024-12-16').multiplier).toBe(0.01);
    expect(found('ETH-USD-241217-4000-C', 'OKX', '2024-12-16').multiplier).toBe(0.1);
    // On the day itself both sizes were in force.
    expect(refusal('BTC-USD-220527-30000-C', 'OKX', '2022-05-26')).toMatch(/^unknown-contract/);
  });

  it('knows what BitMEX and Kraken pay in', () => {
    expect(found('XBTUSD', 'BITMEX')).toMatchObject({ payoff: 'inverse', underlying: 'BTC', settlement: 'BTC' });
    expect(found('ETHUSD', 'BITMEX')).toMatchObject({ payoff: 'quanto', underlying: 'ETH', settlement: 'BTC' });
    expect(found('PF_XBTUSD', 'KRAKEN-FUTURES')).toMatchObject({ payoff: 'linear', underlying: 'BTC', settlement: 'USD' });
    expect(found('BTC', 'HYPERLIQUID')).toMatchObject({ quote: 'USD', settlement: 'USDC' });
  }); // prettier-ignore

  it('takes a perpetual with a far expiry for a perpetual', () => {
    expect(found('BIP-20DEC30-CDE', 'COINBASE-DERIVATIVES')).toMatchObject({
      kind: 'perpetual',
      underlying: 'BTC',
      expiry: null,
      multiplier: 0.01,
    });
  });
});

describe('contracts that are not known', () => {
  it.each([
    ['DOGE-USDT-SWAP', 'OKX'],
    ['ADAUSDT', 'BITMEX'],
    ['EOSM19', 'BITMEX'],
    ['km:US500', 'HYPERLIQUID'],
    ['AAPL', 'NOWHERE'],
    ['ETI-24APR26-CDE', 'COINBASE-DERIVATIVES'],
  ])('%s at %s is refused by name, never given a size', (symbol, code) => {
    const why = refusal(symbol, code);
    expect(why).toMatch(/^unknown-contract: /);
    expect(why).toContain(symbol);
    expect(why).toContain(code);
  });

  it('refuses a contract of a time before its facts begin', () => {
    expect(refusal('BTCUSD_PERP', 'BINANCE-COINM', '2019-01-01')).toMatch(/^unknown-contract/);
  });
});

describe('contracts that the user imported', () => {
  const doge: ListedContract = {
    market: market('OKX'),
    symbol: 'DOGE-USDT-SWAP',
    instrumentKind: 'perpetual',
    payoff: 'linear',
    underlying: asset('DOGE'),
    quote: asset('USDT'),
    settlement: asset('USDT'),
    multiplier: '1000',
    priceUnit: 'quote',
    expiry: null,
    right: null,
    strike: null,
    exercise: null,
  };
  const listing = (...contracts: readonly ListedContract[]): ContractFacts => ({
    ...facts,
    listed: new Map(
      contracts.map((one) => {
        const id = instrumentId(one.symbol, one.market);
        if (!id.ok) throw new Error(one.symbol);
        return [id.value, one];
      }),
    ),
  });

  it('are known by them', () => {
    const instrument = instrumentOf(
      'DOGE-USDT-SWAP',
      market('OKX'),
      listing(doge),
      at('2026-11-20'),
    );
    expect(instrument.ok && instrument.value.multiplier).toBe(1000);
  });

  it('win over our rules', () => {
    const own = { ...doge, symbol: 'BTC-USDT-SWAP', underlying: asset('BTC'), multiplier: '0.02' };
    const instrument = instrumentOf('BTC-USDT-SWAP', market('OKX'), listing(own), at('2026-11-20'));
    expect(instrument.ok && instrument.value.multiplier).toBe(0.02);
  });

  it('are refused without a size', () => {
    const own = { ...doge, multiplier: '0' };
    const instrument = instrumentOf(
      'DOGE-USDT-SWAP',
      market('OKX'),
      listing(own),
      at('2026-11-20'),
    );
    expect(instrument.ok).toBe(false);
  });
});

it('calls assets by one name', () => {
  expect(canonicalAsset('xbt', venue('KRAKEN'), facts)).toBe('BTC');
  expect(canonicalAsset('XBT', venue('BITMEX'), facts)).toBe('BTC');
  expect(canonicalAsset('XBT', venue('DERIBIT'), facts)).toBe('XBT');
});

type DeribitListing = {
  readonly result: readonly {
    readonly instrument_name: string;
    readonly kind: string;
    readonly settlement_period: string;
    readonly expiration_timestamp: number;
    readonly strike?: number;
    readonly option_type?: string;
  }[];
};

itWithSharedData('agrees with Deribit’s recorded instrument lists', (folder) => {
  const lines = readFileSync(`${folder}ws/cryptofeed/DERIBIT.0.log`, 'utf8').split('\n');
  let checked = 0;
  for (const line of lines) {
    const start = line.indexOf('{');
    if (start < 0) continue;
    const { result } = JSON.parse(line.slice(start)) as DeribitListing;
    for (const one of result ?? []) {
      const instrument = found(one.instrument_name, 'DERIBIT');
      const perpetual = one.settlement_period === 'perpetual';
      expect(instrument.expiry).toBe(perpetual ? null : one.expiration_timestamp);
      expect(instrument.option?.strike).toBe(one.strike);
      expect(instrument.option?.right).toBe(one.option_type);
      checked++;
    }
  }
  expect(checked).toBe(398 + 426 + 177 + 16);
});

type OkxListing = {
  readonly data: readonly {
    readonly instId: string;
    readonly ctVal: string;
    readonly ctMult: string;
    readonly settleCcy: string;
    readonly expTime: string;
    readonly stk: string;
  }[];
};

itWithSharedData('agrees with OKX’s recorded instrument lists, or refuses', (folder) => {
  const log = gunzipSync(readFileSync(`${folder}ws/cryptofeed/OKX.0.first5.log.gz`)).toString();
  let known = 0;
  let refused = 0;
  for (const line of log.split('\n')) {
    const start = line.indexOf('{');
    if (start < 0) continue;
    for (const one of (JSON.parse(line.slice(start)) as OkxListing).data) {
      const instrument = instrumentOf(one.instId, market('OKX'), facts, at('2022-05-13'));
      if (!instrument.ok) {
        refused++;
        continue;
      }
      known++;
      if (one.ctVal === '') continue;
      expect(instrument.value.multiplier).toBe(Number(one.ctVal) * Number(one.ctMult));
      expect(instrument.value.settlement).toBe(one.settleCcy);
      expect(String(instrument.value.expiry ?? '')).toBe(one.expTime);
      expect(String(instrument.value.option?.strike ?? '')).toBe(one.stk);
    }
  }
  // 513 spot pairs, 346 + 350 options, inverse and BTC, ETH linear contracts; other linear ones are refused.
  expect(known).toBeGreaterThan(513 + 346 + 350 + 40);
  expect(known + refused).toBe(513 + 166 + 104 + 346 + 350);
});
