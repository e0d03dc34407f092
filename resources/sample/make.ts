/**
 * Writes the sample book beside this file: invented positions on an invented market, in the export
 * formats of real venues. Nothing here was recorded anywhere. Run: `node resources/sample/make.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { undiscountedBlack } from '../../src/engine/pricing/black.ts';

const folder = new URL('./', import.meta.url);
const asOf = Date.parse('2026-11-20T16:00:00Z');
const DAY = 86_400_000;
const spot = { BTC: 82_400, ETH: 2_948, SOL: 138.4, SPX: 6_702, HYPE: 31.2 };
const carry = 0.045;

function write(name: string, content: unknown): void {
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  mkdirSync(new URL('./', new URL(name, folder)), { recursive: true });
  writeFileSync(new URL(name, folder), text);
}

const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

/** Seeded generator of uniform numbers in (0, 1): mulberry32. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

const next = uniforms(20_261_120);
const normal = (): number => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());

type Coin = 'BTC' | 'ETH' | 'SOL' | 'SPX';

/** Loadings on a common crypto factor, an equity factor and an own one: daily standard deviations. */
const loadings: Record<Coin, { crypto: number; equity: number; own: number; drift: number }> = {
  BTC: { crypto: 0.021, equity: 0.008, own: 0.006, drift: 0.0004 },
  ETH: { crypto: 0.026, equity: 0.009, own: 0.014, drift: 0.0001 },
  SOL: { crypto: 0.03, equity: 0.009, own: 0.024, drift: 0.0002 },
  SPX: { crypto: 0, equity: 0.0085, own: 0.002, drift: 0.0004 },
};
const coins: readonly Coin[] = ['BTC', 'ETH', 'SOL', 'SPX'];

/** 900 days of closes ending at today's prices; fat tails from a common stochastic volatility. */
function history(): Record<Coin, { day: number; close: number }[]> {
  const days = 900;
  const last = Math.floor(asOf / DAY) - 1;
  const paths: Record<Coin, number[]> = { BTC: [0], ETH: [0], SOL: [0], SPX: [0] };
  let logVol = 0;
  for (let d = 1; d < days; d++) {
    logVol = 0.94 * logVol + 0.16 * normal();
    const scale = Math.exp(logVol) * (next() < 0.006 ? 3.2 : 1);
    const crypto = normal() * scale;
    const equity = normal() * Math.exp(logVol * 0.7);
    const weekend = [0, 6].includes(new Date((last - days + 1 + d) * DAY).getUTCDay());
    for (const coin of coins) {
      const load = loadings[coin];
      const moved =
        coin === 'SPX' && weekend
          ? 0
          : load.crypto * crypto + load.equity * equity + load.own * normal() * scale + load.drift;
      paths[coin].push(paths[coin].at(-1)! + moved);
    }
  }
  const closes = (coin: Coin): { day: number; close: number }[] =>
    paths[coin]
      .map((log, i) => ({
        day: last - days + 1 + i,
        close: spot[coin] * Math.exp(log - paths[coin].at(-1)!),
      }))
      .filter(({ day }) => coin !== 'SPX' || ![0, 6].includes(new Date(day * DAY).getUTCDay()));
  return { BTC: closes('BTC'), ETH: closes('ETH'), SOL: closes('SOL'), SPX: closes('SPX') };
}

function writeHistory(): void {
  const series = history();
  const names: Record<Coin, string> = {
    BTC: 'BTC-USD',
    ETH: 'ETH-USD',
    SOL: 'SOL-USD',
    SPX: '^GSPC',
  };
  for (const coin of coins) {
    const rows = series[coin].map(({ day, close }, i) => {
      const open = i === 0 ? close : series[coin][i - 1]!.close;
      const high = Math.max(open, close) * 1.004;
      const low = Math.min(open, close) * 0.996;
      const date = new Date(day * DAY).toISOString().slice(0, 10);
      const cells = [open, high, low, close].map((x) => x.toFixed(2));
      return `${date} 00:00:00+00:00,${cells.join(',')},0,0.0,0.0`;
    });
    const header = 'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits';
    const file = `prices/yahoo_${names[coin].replace('^', '')}.csv`;
    write(file, `${[header, ...rows].join('\n')}\n`);
  }
}

const years = (expiry: string): number => (Date.parse(`${expiry}T08:00:00Z`) - asOf) / (365 * DAY);
const forward = (coin: 'BTC' | 'ETH', expiry: string): number =>
  spot[coin] * Math.exp(carry * years(expiry));

/** A smile: higher for wings and puts, a level per coin and term. */
function volatility(coin: 'BTC' | 'ETH', expiry: string, strike: number): number {
  const k = Math.log(strike / forward(coin, expiry)) / Math.sqrt(years(expiry));
  const level = coin === 'BTC' ? 0.47 : 0.63;
  return level + 0.02 * Math.exp(-8 * years(expiry)) - 0.05 * k + 0.09 * k * k;
}

const expiries = { '27NOV26': '2026-11-27', '25DEC26': '2026-12-25', '26MAR27': '2027-03-26' };
type Expiry = keyof typeof expiries;

function option(coin: 'BTC' | 'ETH', expiry: Expiry, strike: number, right: 'C' | 'P') {
  const iso = expiries[expiry];
  const f = forward(coin, iso);
  const vol = volatility(coin, iso, strike);
  const usd = undiscountedBlack(
    right === 'C' ? 'call' : 'put',
    f,
    strike,
    vol * Math.sqrt(years(iso)),
  );
  return { name: `${coin}-${expiry}-${strike}-${right}`, iso, forward: f, vol, mark: usd / f };
}

function writeChain(): void {
  const header =
    'timestamp,instrument_name,underlying,underlying_name,option_type,strike,expiry_datetime,time_to_maturity,bid_price,ask_price,mark_price,mid_price,futures_price,futures_instrument_name,implied_volatility,delta,vega,open_interest,volume,bid_ask_spread,currency,index_price,volume_usd';
  const rows: string[] = [];
  const strikes = {
    BTC: [60_000, 65_000, 70_000, 75_000, 80_000, 82_000, 85_000, 90_000, 95_000, 100_000, 110_000],
    ETH: [2_200, 2_400, 2_600, 2_800, 3_000, 3_200, 3_400, 3_800],
  };
  for (const coin of ['BTC', 'ETH'] as const) {
    for (const expiry of Object.keys(expiries) as Expiry[]) {
      for (const strike of strikes[coin]) {
        for (const right of ['C', 'P'] as const) {
          const { name, iso, forward: f, vol, mark } = option(coin, expiry, strike, right);
          const bid = Math.floor(mark * 0.985 * 2000) / 2000;
          const ask = Math.ceil(mark * 1.015 * 2000) / 2000;
          rows.push(
            [
              new Date(asOf).toISOString().replace('Z', '000+00:00'),
              name,
              f.toFixed(2),
              `${coin}-${expiry}`,
              right === 'C' ? 'call' : 'put',
              strike.toFixed(1),
              `${iso}T08:00:00+00:00`,
              years(iso),
              bid > 0 ? bid : '',
              ask,
              mark.toFixed(8),
              bid > 0 ? (bid + ask) / 2 : '',
              f.toFixed(2),
              `${coin}-${expiry}`,
              vol.toFixed(4),
              '',
              '',
              100,
              0,
              bid > 0 ? ask - bid : '',
              coin,
              spot[coin].toFixed(2),
              0,
            ].join(','),
          );
        }
      }
    }
  }
  write('deribit/options-chain.csv', `${[header, ...rows].join('\n')}\n`);
}

function writeDeribit(): void {
  const future = (name: string, size: number, average: number, mark: number, index: number) => ({
    instrument_name: name,
    kind: 'future',
    direction: size > 0 ? 'buy' : 'sell',
    size,
    size_currency: size / mark,
    average_price: average,
    mark_price: mark,
    index_price: index,
    settlement_price: mark,
    leverage: 50,
    estimated_liquidation_price: null,
    total_profit_loss: size * (1 / average - 1 / mark),
  });
  const held = (
    coin: 'BTC' | 'ETH',
    expiry: Expiry,
    strike: number,
    right: 'C' | 'P',
    size: number,
    paid: number,
  ) => {
    const { name, mark } = option(coin, expiry, strike, right);
    const markPrice = Number(mark.toFixed(8));
    return {
      instrument_name: name,
      kind: 'option',
      direction: size > 0 ? 'buy' : 'sell',
      size,
      average_price: paid,
      mark_price: markPrice,
      index_price: spot[coin],
      settlement_price: markPrice,
      total_profit_loss: Number((size * (markPrice - paid)).toFixed(8)),
    };
  };
  const futures = {
    BTC: [
      future('BTC-PERPETUAL', -1_450_000, 80_950, spot.BTC * 1.0004, spot.BTC),
      future(
        'BTC-26MAR27',
        620_000,
        81_800,
        Number(forward('BTC', '2027-03-26').toFixed(2)),
        spot.BTC,
      ),
    ],
    ETH: [future('ETH-PERPETUAL', 310_000, 3_020, spot.ETH * 0.9997, spot.ETH)],
  };
  const options = {
    BTC: [
      held('BTC', '25DEC26', 90_000, 'C', 40, 0.024),
      held('BTC', '25DEC26', 75_000, 'P', -30, 0.0245),
      held('BTC', '26MAR27', 100_000, 'C', -25, 0.045),
      held('BTC', '27NOV26', 82_000, 'P', 20, 0.0265),
    ],
    ETH: [
      held('ETH', '25DEC26', 3_400, 'C', -350, 0.031),
      held('ETH', '25DEC26', 2_600, 'P', -300, 0.027),
      held('ETH', '26MAR27', 2_800, 'P', 200, 0.112),
    ],
  };
  write('deribit/positions.json', {
    jsonrpc: '2.0',
    note: 'synthetic sample data',
    usOut: asOf * 1000,
    result: [...futures.BTC, ...options.BTC, ...futures.ETH, ...options.ETH],
  });
  /** Equity is the balance, what futures have earned and what options are worth, as the venue adds it. */
  const summary = (currency: 'BTC' | 'ETH', balance: number, initial: number) => {
    const earned = total(futures[currency].map((one) => one.total_profit_loss));
    const worth = total(options[currency].map((one) => one.size * one.mark_price));
    return {
      currency,
      balance,
      futures_pl: Number(earned.toFixed(8)),
      options_pl: Number(total(options[currency].map((one) => one.total_profit_loss)).toFixed(8)),
      options_value: Number(worth.toFixed(8)),
      equity: Number((balance + earned + worth).toFixed(8)),
      margin_balance: Number((balance + earned).toFixed(8)),
      initial_margin: initial,
      maintenance_margin: Number((0.8 * initial).toFixed(6)),
      margin_model: 'segregated_pm',
      portfolio_margining_enabled: true,
      cross_collateral_enabled: false,
    };
  };
  write('deribit/account-summaries.json', {
    jsonrpc: '2.0',
    note: 'synthetic sample data',
    usOut: asOf * 1000,
    result: {
      id: 1,
      username: 'sample',
      type: 'main',
      summaries: [summary('BTC', 11.5, 0.6834), summary('ETH', 320, 23.8615)],
    },
  });
}

function writeBinance(): void {
  const position = (
    symbol: string,
    amount: number,
    entry: number,
    mark: number,
    leverage: number,
    isolated: string | null,
    liquidation: number,
  ) => ({
    symbol,
    positionAmt: String(amount),
    entryPrice: entry.toFixed(2),
    markPrice: mark.toFixed(8),
    unRealizedProfit: (amount * (mark - entry)).toFixed(8),
    liquidationPrice: liquidation.toFixed(2),
    leverage: String(leverage),
    maxNotionalValue: '3000000',
    marginType: isolated === null ? 'cross' : 'isolated',
    isolatedMargin: isolated ?? '0.00000000',
    isAutoAddMargin: 'false',
    positionSide: 'BOTH',
    notional: (amount * mark).toFixed(8),
    isolatedWallet: isolated ?? '0',
    updateTime: asOf,
    breakEvenPrice: entry.toFixed(2),
  });
  /** Where wallet and P&L are down to `0.65 % of notional − 950`, the bracket of both positions. */
  const liquidation = (wallet: number, amount: number, entry: number): number =>
    (amount * entry - wallet - 950) / (amount - Math.abs(amount) * 0.0065);
  const cross = 286_400.51;
  const isolated = 70_000;
  write('binance/position-risk.json', [
    position(
      'BTCUSDT',
      18.4,
      79_850.5,
      spot.BTC * 1.0003,
      20,
      null,
      liquidation(cross, 18.4, 79_850.5),
    ),
    position(
      'ETHUSDT',
      -385,
      3_041.2,
      spot.ETH * 1.0001,
      20,
      isolated.toFixed(8),
      liquidation(isolated, -385, 3_041.2),
    ),
  ]);
  write('binance/account.json', {
    feeTier: 2,
    canTrade: true,
    updateTime: asOf,
    multiAssetsMargin: false,
    assets: [{ asset: 'USDT', walletBalance: cross.toFixed(8), updateTime: asOf }],
    positions: [],
  });
}

function writeOkx(): void {
  const position = (
    instId: string,
    instType: string,
    pos: number,
    avg: number,
    mark: number,
    index: number,
    mode: 'cross' | 'isolated',
    lever: number,
    margin: string,
    ccy: string,
  ) => ({
    instId,
    instType,
    mgnMode: mode,
    posId: `sample-${instId}`,
    posSide: 'net',
    pos: String(pos),
    ccy,
    avgPx: String(avg),
    markPx: mark.toFixed(2),
    idxPx: index.toFixed(2),
    lever: String(lever),
    margin,
    liqPx: '',
    uTime: String(asOf),
    cTime: String(asOf - 20 * DAY),
  });
  const held = [
    position(
      'BTC-USDT-SWAP',
      'SWAP',
      -1_520,
      81_220,
      spot.BTC * 1.0002,
      spot.BTC,
      'cross',
      10,
      '',
      'USDT',
    ),
    position(
      'ETH-USD-SWAP',
      'SWAP',
      42_000,
      2_890,
      spot.ETH * 1.0004,
      spot.ETH,
      'cross',
      10,
      '',
      'ETH',
    ),
    position(
      'SOL-USDT-SWAP',
      'SWAP',
      900,
      146.1,
      spot.SOL * 1.0005,
      spot.SOL,
      'cross',
      5,
      '',
      'USDT',
    ),
  ];
  write('okx/positions.json', { code: '0', msg: '', data: held });
  const contract = (instId: string, ctVal: string, ctValCcy: string, settleCcy: string) => ({
    instType: 'SWAP',
    instId,
    ctVal,
    ctMult: '1',
    ctValCcy,
    settleCcy,
    ctType: settleCcy === 'USDT' ? 'linear' : 'inverse',
    expTime: '',
    stk: '',
    optType: '',
  });
  write('okx/instruments.json', {
    code: '0',
    msg: '',
    data: [
      contract('BTC-USDT-SWAP', '0.01', 'BTC', 'USDT'),
      contract('SOL-USDT-SWAP', '1', 'SOL', 'USDT'),
      contract('ETH-USD-SWAP', '10', 'USD', 'ETH'),
    ],
  });
  const [btc, eth, sol] = held.map(({ pos, avgPx, markPx, lever }) => ({
    contracts: Number(pos),
    entry: Number(avgPx),
    mark: Number(markPx),
    leverage: Number(lever),
  }));
  if (btc === undefined || eth === undefined || sol === undefined) throw new Error('three swaps');
  const dollars = 214_300.18;
  const coins = 71.5;
  const earnedDollars =
    btc.contracts * 0.01 * (btc.mark - btc.entry) + sol.contracts * (sol.mark - sol.entry);
  const earnedCoins = eth.contracts * 10 * (1 / eth.entry - 1 / eth.mark);
  /** Dollars that each contract stands for, and its maintenance rate with the fee of closing. */
  const sized = [
    {
      of: btc,
      notional: Math.abs(btc.contracts) * 0.01 * btc.mark,
      rate: 0.0055,
    },
    { of: eth, notional: Math.abs(eth.contracts) * 10, rate: 0.0045 },
    { of: sol, notional: Math.abs(sol.contracts) * sol.mark, rate: 0.007 },
  ];
  const ofDollars = dollars + earnedDollars;
  const ofCoins = (coins + earnedCoins) * spot.ETH;
  write('okx/balance.json', {
    code: '0',
    msg: '',
    data: [
      {
        uTime: String(asOf),
        // Ether counts with a discount of 2 %.
        adjEq: (ofDollars + 0.98 * ofCoins).toFixed(2),
        imr: total(sized.map(({ of, notional }) => notional / of.leverage)).toFixed(2),
        mmr: total(sized.map(({ notional, rate }) => notional * rate)).toFixed(2),
        totalEq: (ofDollars + ofCoins).toFixed(2),
        details: [
          {
            ccy: 'USDT',
            cashBal: dollars.toFixed(2),
            upl: earnedDollars.toFixed(2),
            eq: ofDollars.toFixed(2),
            uTime: String(asOf),
          },
          {
            ccy: 'ETH',
            cashBal: String(coins),
            upl: earnedCoins.toFixed(6),
            eq: (coins + earnedCoins).toFixed(6),
            uTime: String(asOf),
          },
        ],
      },
    ],
  });
}

function writeBybit(): void {
  const position = (
    symbol: string,
    side: 'Buy' | 'Sell',
    size: number,
    avg: number,
    mark: number,
    leverage: number,
    maintenance: (value: number) => number,
  ) => ({
    positionIdx: 0,
    symbol,
    side,
    size: String(size),
    avgPrice: String(avg),
    positionValue: (size * mark).toFixed(4),
    tradeMode: 0,
    leverage: String(leverage),
    markPrice: mark.toFixed(4),
    liqPrice: '',
    positionIM: ((size * mark) / leverage).toFixed(4),
    positionMM: maintenance(size * mark).toFixed(4),
    unrealisedPnl: ((side === 'Buy' ? 1 : -1) * size * (mark - avg)).toFixed(4),
    createdTime: String(asOf - 9 * DAY),
    updatedTime: String(asOf),
  });
  const list = [
    position('ETHUSDT', 'Buy', 610, 3_118.4, spot.ETH * 1.0002, 75, (value) => value * 0.01),
    position('BTCUSDT', 'Buy', 6.5, 86_900, spot.BTC * 1.0002, 75, (value) => value * 0.005 - 510),
    position('HYPEUSDT', 'Buy', 900, 34.8, spot.HYPE, 10, (value) => value * 0.025),
  ];
  write('bybit/positions.json', {
    retCode: 0,
    retMsg: 'OK',
    time: asOf,
    result: { category: 'linear', list },
  });
  const sum = (of: (one: (typeof list)[number]) => string): number =>
    total(list.map((one) => Number(of(one))));
  /** Longs that have lost most of what was paid in: the account of the sample's margin call. */
  const wallet = 159_950.4;
  const equity = (wallet + sum((one) => one.unrealisedPnl)).toFixed(4);
  write('bybit/wallet-balance.json', {
    retCode: 0,
    retMsg: 'OK',
    time: asOf,
    result: {
      list: [
        {
          accountType: 'UNIFIED',
          totalEquity: equity,
          totalWalletBalance: wallet.toFixed(4),
          totalPerpUPL: sum((one) => one.unrealisedPnl).toFixed(4),
          totalInitialMargin: sum((one) => one.positionIM).toFixed(4),
          totalMaintenanceMargin: sum((one) => one.positionMM).toFixed(4),
          totalMarginBalance: equity,
          coin: [
            {
              coin: 'USDT',
              walletBalance: wallet.toFixed(4),
              unrealisedPnl: sum((one) => one.unrealisedPnl).toFixed(4),
              equity,
            },
          ],
        },
      ],
    },
  });
}

function writeBroker(): void {
  const day = '20261120';
  const row = (attributes: Record<string, string>): string =>
    `        <OpenPosition ${Object.entries(attributes)
      .map(([key, value]) => `${key}="${value}"`)
      .join(' ')} />`;
  const common = {
    accountId: 'U0000001',
    currency: 'USD',
    fxRateToBase: '1',
    reportDate: day,
    levelOfDetail: 'SUMMARY',
  };
  const btcFuture = forward('BTC', '2026-12-25');
  /** Futures are settled into cash daily; the call, which the statement does not mark, is worth 7,100. */
  const cash = 412_500.75;
  const positions = [
    row({
      ...common,
      assetCategory: 'FUT',
      symbol: 'MBTZ6',
      description: 'MBT DEC26',
      conid: '900000001',
      underlyingSymbol: 'MBT',
      multiplier: '0.1',
      expiry: '20261224',
      position: '-70',
      markPrice: btcFuture.toFixed(2),
      positionValue: (-7 * btcFuture).toFixed(2),
      costBasisPrice: '83150',
      side: 'Short',
    }),
    row({
      ...common,
      assetCategory: 'FUT',
      symbol: 'ESZ6',
      description: 'ES DEC26',
      conid: '900000002',
      underlyingSymbol: 'ES',
      multiplier: '50',
      expiry: '20261218',
      position: '-2',
      markPrice: '6721.50',
      positionValue: '-672150.00',
      costBasisPrice: '6655.25',
      side: 'Short',
    }),
    row({
      ...common,
      assetCategory: 'OPT',
      symbol: 'MSTR  270115C00400000',
      description: 'MSTR 15JAN27 400 C',
      conid: '900000003',
      underlyingSymbol: 'MSTR',
      multiplier: '100',
      strike: '400',
      expiry: '20270115',
      putCall: 'C',
      position: '5',
      markPrice: '',
      positionValue: '',
      costBasisPrice: '18.4',
      side: 'Long',
    }),
  ];
  write(
    'ibkr/flex.xml',
    `<?xml version="1.0" encoding="UTF-8"?>
<!-- synthetic sample data -->
<FlexQueryResponse queryName="sample" type="AF">
  <FlexStatements count="1">
    <FlexStatement accountId="U0000001" fromDate="${day}" toDate="${day}" period="LastBusinessDay" whenGenerated="${day};110000">
      <CashReport>
        <CashReportCurrency accountId="U0000001" currency="USD" levelOfDetail="Currency" endingCash="${cash}" toDate="${day}" />
      </CashReport>
      <OpenPositions>
${positions.join('\n')}
      </OpenPositions>
    </FlexStatement>
  </FlexStatements>
</FlexQueryResponse>
`,
  );
  const value = (tag: string, amount: string) => ({
    account: 'U0000001',
    tag,
    value: amount,
    currency: 'USD',
    modelCode: '',
  });
  write('ibkr/account-values.json', [
    value('AccountCode', 'U0000001'),
    value('NetLiquidation', (cash + 7_100).toFixed(2)),
    value('InitMarginReq', '251800.00'),
    value('MaintMarginReq', '228900.00'),
  ]);
}

write('as-of.txt', `${new Date(asOf).toISOString()}\n`);
writeHistory();
writeChain();
writeDeribit();
writeBinance();
writeOkx();
writeBybit();
writeBroker();
