import { describe, expect, it } from 'vitest';
import { FILE_TIME, of, readText } from './reading.ts';

/** Documented answers of developers.binance.com; the page is named by each. */
const json = (value: unknown): string => JSON.stringify(value);

// USD-M, "Position Information V3", hedge mode.
const v3 = { symbol: 'COMPUSDT', positionSide: 'SHORT', positionAmt: '-1.000', entryPrice: '70.92841', breakEvenPrice: '70.900038636', markPrice: '49.72023376', unRealizedProfit: '21.20817624', liquidationPrice: '2260.56757210', isolatedMargin: '0', notional: '-49.72023376', marginAsset: 'USDT', isolatedWallet: '0', initialMargin: '2.48601168', maintMargin: '0.49720233', positionInitialMargin: '2.48601168', openOrderInitialMargin: '0', adl: 2, bidNotional: '0', askNotional: '0', updateTime: 1_708_943_511_656 }; // prettier-ignore

describe('positions of USD-M, version 3', () => {
  it('are as of the answer, and all there are', async () => {
    const read = await readText(json([v3]), { account: 'desk' });
    expect(read.format).toBe('binance-usdm-positions-json');
    expect(of(read, 'position')).toMatchObject([
      {
        account: 'desk USD-M Futures',
        market: 'BINANCE-USDM',
        symbol: 'COMPUSDT',
        quantity: '-1',
        entryPrice: '70.92841',
        markPrice: '49.72023376',
        marginMode: 'cross',
        isolatedMargin: null,
        at: FILE_TIME,
      },
    ]);
    expect(read.events).toContainEqual({
      event: 'scope',
      account: 'desk USD-M Futures',
      market: 'BINANCE-USDM',
      at: FILE_TIME,
    });
  });

  it('are isolated where they have collateral of their own, since no mode is named', async () => {
    const read = await readText(json([{ ...v3, isolatedMargin: '42.5', isolatedWallet: '40' }]));
    expect(of(read, 'position')).toMatchObject([{ marginMode: 'isolated', isolatedMargin: '40' }]);
  });

  it('that are none close what was held', async () => {
    const read = await readText('[]', { format: 'binance-usdm-positions-json' });
    expect(read.events).toMatchObject([{ event: 'scope', market: 'BINANCE-USDM' }]);
  });
});

describe('the spot account', () => {
  // Spot, REST, "Account information".
  const account = { makerCommission: 15, takerCommission: 15, canTrade: true, updateTime: 123_456_789, accountType: 'SPOT', balances: [{ asset: 'BTC', free: '4723846.89208129', locked: '0.00000001' }, { asset: 'LTC', free: '4763368.68006011', locked: '0.00000000' }], permissions: ['SPOT'] }; // prettier-ignore

  it('counts what orders bind', async () => {
    const read = await readText(json(account), { account: 'desk' });
    expect(read.format).toBe('binance-spot-account-json');
    expect(of(read, 'balance')).toMatchObject([
      { account: 'desk Spot', asset: 'BTC', balance: '4723846.8920813', at: FILE_TIME },
      { asset: 'LTC', balance: '4763368.68006011' },
    ]);
  });

  it('fails row by row', async () => {
    const balances = [{ asset: 'BTC', free: 'x', locked: '0' }, { asset: 'LTC', free: '1', locked: '0' }]; // prettier-ignore
    const read = await readText(json({ ...account, balances }));
    expect(read.tally).toEqual({ rows: 2, good: 1, failed: 1 });
    expect(read.failures).toMatchObject([{ field: 'free', reason: 'malformed' }]);
  });
});

describe('the options account', () => {
  // Options, "Option Margin Account Information".
  const answer = { asset: [{ asset: 'USDT', marginBalance: '10099.448', equity: '10094.44662', available: '8725.92524', initialMargin: '1084.52138', maintMargin: '151.00138', unrealizedPNL: '-5.00138', lpProfit: '-5.00138' }], greek: [{ underlying: 'BTCUSDT', delta: '-0.05', gamma: '-0.002', theta: '-0.05', vega: '-0.002' }], time: 1_592_449_455_993 }; // prettier-ignore

  it('states cash and margins', async () => {
    const read = await readText(json(answer), { account: 'desk' });
    expect(read.format).toBe('binance-option-account-json');
    expect(of(read, 'balance')).toMatchObject([
      { account: 'desk Options', asset: 'USDT', balance: '10099.448', at: 1_592_449_455_993 },
    ]);
    expect(of(read, 'figure').map(({ name, value, asset }) => [name, value, asset])).toEqual([
      ['equity', '10094.44662', 'USDT'],
      ['initialMargin', '1084.52138', 'USDT'],
      ['maintenanceMargin', '151.00138', 'USDT'],
    ]);
  });

  // "Option Account Information", of buyers.
  it('of a buyer states no margins', async () => {
    const asset = [{ asset: 'USDT', marginBalance: '1877.52214415', equity: '617.77711415', available: '0', locked: '2898.92389933', unrealizedPNL: '222.23697000' }]; // prettier-ignore
    const read = await readText(json({ ...answer, asset, riskLevel: 'NORMAL' }));
    expect(of(read, 'figure').map(({ name }) => name)).toEqual(['equity']);
  });
});

describe('portfolio margin', () => {
  // Portfolio margin, "Account Information": figures in dollars.
  it('states equity and margins of the whole account', async () => {
    const answer = { uniMMR: '5167.92171923', accountEquity: '122607.35137903', actualEquity: '73.47428058', accountInitialMargin: '23.72469206', accountMaintMargin: '23.72469206', accountStatus: 'NORMAL', virtualMaxWithdrawAmount: '1627523.32459208', totalAvailableBalance: '', totalMarginOpenLoss: '', updateTime: 1_657_707_212_154 }; // prettier-ignore
    const read = await readText(json(answer), { account: 'desk' });
    expect(read.format).toBe('binance-portfolio-account-json');
    expect(of(read, 'figure')).toMatchObject([
      { account: 'desk Portfolio Margin', name: 'equity', value: '122607.35137903', asset: 'USD', model: 'binance_portfolio', at: 1_657_707_212_154 },
      { name: 'initialMargin', value: '23.72469206' },
      { name: 'maintenanceMargin', value: '23.72469206' },
    ]); // prettier-ignore
  });

  // "Account Balance", with a loan: 100 held, 30 of it borrowed, 0.5 owed as interest.
  it('counts a loan against what is held', async () => {
    const row = { asset: 'USDT', totalWalletBalance: '100', crossMarginAsset: '92', crossMarginBorrowed: '30', crossMarginFree: '92', crossMarginInterest: '0.5', crossMarginLocked: '0', umWalletBalance: '8', umUnrealizedPNL: '0', cmWalletBalance: '0', cmUnrealizedPNL: '0', updateTime: 1_617_939_110_373, negativeBalance: '0' }; // prettier-ignore
    const read = await readText(json([row]), { account: 'desk' });
    expect(read.format).toBe('binance-portfolio-balance-json');
    expect(of(read, 'balance')).toMatchObject([
      { account: 'desk Portfolio Margin', asset: 'USDT', balance: '69.5' },
    ]);
  });

  // "Query UM Position Information".
  it.each([
    ['binance-portfolio-usdm-json', 'BINANCE-USDM', 'BTCUSDT'],
    ['binance-portfolio-coinm-json', 'BINANCE-COINM', 'BTCUSD_PERP'],
  ])('%s', async (format, market, symbol) => {
    const row = { entryPrice: '0.00000', leverage: '10', markPrice: '6679.50671178', maxNotionalValue: '20000000', positionAmt: '0.5', notional: '0', symbol, unRealizedProfit: '0.00000000', liquidationPrice: '6170.20509059', positionSide: 'BOTH', updateTime: 1_625_474_304_765 }; // prettier-ignore
    const read = await readText(json([row]), { account: 'desk', format });
    expect(of(read, 'position')).toMatchObject([
      { account: 'desk Portfolio Margin', market, symbol, quantity: '0.5', at: FILE_TIME },
    ]);
    const none = await readText('[]', { account: 'desk', format });
    expect(none.events).toEqual([
      { event: 'scope', account: 'desk Portfolio Margin', market, at: FILE_TIME },
    ]);
  });
});

describe('instrument lists', () => {
  // COIN-M, "Exchange Information".
  const coinm = { symbol: 'BTCUSD_200925', pair: 'BTCUSD', contractType: 'CURRENT_QUARTER', deliveryDate: 1_601_020_800_000, onboardDate: 1_590_739_200_000, contractStatus: 'TRADING', contractSize: 100, quoteAsset: 'USD', baseAsset: 'BTC', marginAsset: 'BTC' }; // prettier-ignore
  const list = (...symbols: readonly object[]) =>
    readText(json({ timezone: 'UTC', serverTime: 1_565_613_908_500, rateLimits: [], symbols }));

  it('of COIN-M count in dollars and settle in the coin', async () => {
    const read = await list(coinm);
    expect(read.format).toBe('binance-instruments-json');
    expect(of(read, 'contract')).toMatchObject([
      { market: 'BINANCE-COINM', instrumentKind: 'future', payoff: 'inverse', multiplier: '100', settlement: 'BTC', quote: 'USD', expiry: Date.UTC(2020, 8, 25, 8) },
    ]); // prettier-ignore
  });

  it.each([
    [{ ...coinm, contractSize: undefined }, 'missing-field', 'contractSize'],
    [{ ...coinm, contractType: 'PERPETUAL' }, 'conflict', 'contractType'],
    [{ ...coinm, deliveryDate: 4_133_404_800_000 }, 'conflict', 'deliveryDate'],
    [{ ...coinm, marginAsset: 'ETH' }, 'conflict', 'marginAsset'],
    [{ ...coinm, baseAsset: 'ETH' }, 'conflict', ''],
  ])('refuse what contradicts the name: %j', async (row, reason, field) => {
    const read = await list(row);
    expect(of(read, 'contract')).toEqual([]);
    expect(read.failures).toMatchObject([{ reason, field }]);
  });

  // USD-M has perpetuals on stocks and metals since 2026; their day of delivery is as far away.
  it('of USD-M know perpetuals by their type', async () => {
    const row = { ...coinm, symbol: 'XAUUSDT', pair: 'XAUUSDT', contractType: 'TRADIFI_PERPETUAL', deliveryDate: 4_133_404_800_000, contractStatus: undefined, contractSize: undefined, quoteAsset: 'USDT', baseAsset: 'XAU', marginAsset: 'USDT' }; // prettier-ignore
    expect(of(await list(row), 'contract')).toMatchObject([
      { market: 'BINANCE-USDM', symbol: 'XAUUSDT', instrumentKind: 'perpetual', expiry: null },
    ]);
  });
});
