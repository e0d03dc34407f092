import { describe, expect, it } from 'vitest';
import { FILE_TIME, of, readText } from './reading.ts';

const KRAKEN_HEADER =
  'uid,dateTime,account,type,symbol,contract,change,new balance,new average entry price,trade price,mark price,funding rate,realized pnl,fee,realized funding,collateral,conversion spread percentage,liquidation fee,position uid,exchange rate,exchange rate from,conversion fee';
const KRAKEN_OLD =
  'uid,dateTime,account,type,symbol,change,new balance,new average entry price,trade price,mark price,funding rate,realized pnl,fee,realized funding,collateral';

describe('Kraken Futures', () => {
  it('reads the two legs of a fill: contracts and cash', async () => {
    const read = await readText(`${KRAKEN_HEADER}
a1,2024-03-01 10:00:00,flex,futures trade,pf_xbtusd,,-0.5,-1.25,60505.,60500.,60510.,,,,,,,,,,,
a1,2024-03-01 10:00:00,flex,futures trade,usd,pf_xbtusd,-1.5,998.5,,60500.,60510.,,0.,1.5,,USD,,,,,,
`);
    expect(read.format).toBe('kraken-futures-account-log-csv');
    expect(of(read, 'ledger')).toMatchObject([
      {
        account: 'flex',
        type: 'trade',
        symbol: 'PF_XBTUSD',
        quantity: '-0.5',
        positionAfter: '-1.25',
        price: '60500',
        asset: null,
        change: null,
      },
      { symbol: 'PF_XBTUSD', quantity: null, positionAfter: null, asset: 'USD', change: '-1.5', balanceAfter: '998.5', fee: '1.5' },
    ]); // prettier-ignore
    const [position, cash] = of(read, 'ledger');
    expect(position?.id).not.toBe(cash?.id);
    expect(position?.sequence).toBeGreaterThan(cash?.sequence ?? 0);
  });

  it('reads older logs, where bitcoin is called xbt', async () => {
    const read = await readText(`${KRAKEN_OLD}
1,2021-02-01 08:19:06,f-xbt:usd,funding rate change,xbt,-0.00000916188,0.99976732317,,,2731.4,,,,,
`);
    expect(of(read, 'ledger')).toMatchObject([
      { account: 'f-xbt:usd', type: 'funding', asset: 'BTC', change: '-0.00000916188' },
    ]);
  });

  it.each([
    ['futures liquidation', 'pf_ethusd', 'liquidation'],
    ['settlement', 'fi_xbtusd_210924', 'delivery'],
    ['settlement', 'xbt', 'settlement'],
    ['interest payment', 'usd', 'interest'],
    ['cross-exchange transfer', 'usd', 'transfer'],
    ['moon landing', 'usd', 'unknown'],
  ])('knows %s of %s as %s', async (operation, symbol, type) => {
    const read = await readText(
      `${KRAKEN_OLD}\n1,2021-02-01 08:19:06,flex,${operation},${symbol},1,2,,,,,,,,\n`,
    );
    expect(of(read, 'ledger')).toMatchObject([{ type, operation }]);
  });

  it('reads open positions, short by their side, in the wallet that margins them', async () => {
    const read = await readText(
      JSON.stringify({
        result: 'success',
        serverTime: '2023-04-07T16:12:15.410Z',
        openPositions: [
          { side: 'short', symbol: 'PI_XBTUSD', price: 27_523.75, size: 8000 },
          { side: 'long', symbol: 'pf_ethusd', price: 1750.25, size: 12 },
          { side: 'long', symbol: 'PF_ETHUSD', price: 1750.25, size: -12 },
        ],
      }),
    );
    expect(of(read, 'position')).toMatchObject([
      { account: 'f-xbt:usd', symbol: 'PI_XBTUSD', quantity: '-8000', entryPrice: '27523.75' },
      {
        account: 'flex',
        symbol: 'PF_ETHUSD',
        quantity: '12',
        at: Date.UTC(2023, 3, 7, 16, 12, 15, 410),
      },
    ]);
    expect(read.failures).toMatchObject([{ line: 3, reason: 'conflict' }]);
  });
});

const TRADES =
  '"transactTime","symbol","execType","side","lastQty","lastPx","execCost","commission","execComm","ordType","orderQty","leavesQty","price","text","orderID"';
const WALLET =
  '"transactTime","transactType","amount","fee","address","transactStatus","walletBalance"';

describe('BitMEX', () => {
  it('reads trades in the browser’s time, and says so; money is in satoshi', async () => {
    const read = await readText(`\uFEFF${TRADES}
"1/26/2020, 6:32:04 PM","XBTUSD","Trade","Sell","127","8564.5","1482852","0.00075","1112","Market","127","0","8564.5","","d3b"
"1/26/2020, 8:00:00 PM","XBTUSD","Funding","","127","8564.5","1482852","0.0001","-148","Limit","127","0","8564.5","","0"
`);
    expect(read.format).toBe('bitmex-trade-history-csv');
    expect(of(read, 'ledger')).toMatchObject([
      { type: 'trade', at: Date.UTC(2020, 0, 26, 18, 32, 4), symbol: 'XBTUSD', quantity: '-127', price: '8564.5', fee: '0.00001112', feeAsset: 'BTC', change: null },
      { type: 'funding', quantity: null, fee: '-0.00000148' },
    ]); // prettier-ignore
    expect(read.notes.join()).toContain('without a zone');
  });

  it('reads the wallet, where what was cancelled moved nothing, around a wrongly doubled quote', async () => {
    const read = await readText(`${WALLET}
"12/25/2019, 5:47:25 AM","Withdrawal","-5746216","100000",""3Qsy5NGSnG,"Completed","-85517"
"11/27/2019, 3:36:31 AM","Deposit","5000000","null","","Completed","5059082"
"4/9/2019, 11:55:00 AM","Withdrawal","-1050000","150000","3Qsy","Canceled","1889603"
`);
    expect(
      of(read, 'ledger').map(({ type, change, balanceAfter, fee }) => [
        type,
        change,
        balanceAfter,
        fee,
      ]),
    ).toEqual([
      ['withdrawal', '-0.05746216', '-0.00085517', '0.001'],
      ['deposit', '0.05', '0.05059082', null],
      ['withdrawal', null, null, null],
    ]);
    expect(of(read, 'ledger')[2]?.operation).toBe('Withdrawal (Canceled)');
  });

  it('reads positions in contracts, and what supports an isolated one in coin', async () => {
    const position = { symbol: 'XBTUSD', currency: 'XBt', currentQty: 100, avgEntryPrice: 98_390.88, markPrice: 98_000, leverage: 10, crossMargin: false, posMargin: 1308, timestamp: '2024-11-25T10:35:02.123Z' }; // prettier-ignore
    const read = await readText(
      JSON.stringify([
        position,
        { ...position, symbol: 'ADAUSDT', currency: 'USDt', currentQty: -7, crossMargin: true },
      ]),
    );
    expect(of(read, 'position')).toMatchObject([
      { symbol: 'XBTUSD', quantity: '100', entryPrice: '98390.88', marginMode: 'isolated', isolatedMargin: '0.00001308', leverage: '10', at: Date.UTC(2024, 10, 25, 10, 35, 2, 123) },
      { symbol: 'ADAUSDT', quantity: '-7', marginMode: 'cross', isolatedMargin: null, leverage: null },
    ]); // prettier-ignore
  });

  it('reads margins in minor units, and refuses a unit that it does not know', async () => {
    const margin = { currency: 'XBt', amount: 100_005_180, walletBalance: 100_005_180, marginBalance: 100_010_360, initMargin: 0, maintMargin: 15_949, excessMargin: 1, timestamp: '2024-11-25T10:35:00.789Z' }; // prettier-ignore
    const read = await readText(JSON.stringify([margin, { ...margin, currency: 'Zzz' }]));
    expect(of(read, 'balance')).toMatchObject([{ asset: 'BTC', balance: '1.0000518' }]);
    expect(of(read, 'figure').map(({ name, value }) => [name, value])).toEqual([
      ['equity', '1.0001036'],
      ['initialMargin', '0'],
      ['maintenanceMargin', '0.00015949'],
    ]);
    expect(read.failures).toMatchObject([{ line: 2, field: 'currency' }]);
  });

  it('sizes contracts by their multiplier in minor units', async () => {
    const xbt = { symbol: 'XBTUSD', typ: 'FFWCSX', underlying: 'XBT', quoteCurrency: 'USD', settlCurrency: 'XBt', multiplier: -100_000_000, isQuanto: false, isInverse: true }; // prettier-ignore
    const read = await readText(
      JSON.stringify([
        xbt,
        { ...xbt, symbol: 'ETHUSD', underlying: 'ETH', multiplier: 100, isQuanto: true, isInverse: false },
        { ...xbt, symbol: 'JTOUSDT', underlying: 'JTO', quoteCurrency: 'USDT', settlCurrency: 'USDt', multiplier: 1_000_000, isInverse: false },
        { ...xbt, typ: 'OPECCS' },
      ]),
    ); // prettier-ignore
    expect(
      of(read, 'contract').map(({ payoff, multiplier, settlement }) => [
        payoff,
        multiplier,
        settlement,
      ]),
    ).toEqual([
      // 1 dollar a contract; 0.000001 XBT per dollar; 1 coin.
      ['inverse', '1', 'BTC'],
      ['quanto', '0.000001', 'BTC'],
      ['linear', '1', 'USDT'],
    ]);
    expect(read.failures).toMatchObject([
      { line: 4, field: 'typ', reason: 'unsupported-instrument' },
    ]);
  });
});

describe('Hyperliquid', () => {
  it('reads signed sizes, and the collateral as value less profit', async () => {
    const read = await readText(
      JSON.stringify({
        assetPositions: [
          { type: 'oneWay', position: { coin: 'BTC', szi: '-0.5', entryPx: '60000', unrealizedPnl: '-250', marginUsed: '1500', leverage: { type: 'cross', value: 20 } } },
          { type: 'oneWay', position: { coin: 'ETH', szi: '2', entryPx: '3000', unrealizedPnl: '100', marginUsed: '600', leverage: { type: 'isolated', value: 10 } } },
          { type: 'oneWay', position: { coin: 'SOL', szi: 'x' } },
        ],
        marginSummary: { accountValue: '9850', totalNtlPos: '36000', totalMarginUsed: '2100' },
        crossMaintenanceMarginUsed: '750',
        withdrawable: '1',
        time: 1_700_000_000_000,
      }),
    ); // prettier-ignore
    expect(of(read, 'position')).toMatchObject([
      {
        symbol: 'BTC',
        quantity: '-0.5',
        marginMode: 'cross',
        isolatedMargin: null,
        leverage: '20',
      },
      { symbol: 'ETH', quantity: '2', marginMode: 'isolated', isolatedMargin: '600' },
    ]);
    // 9850 - (-250 + 100) = 10000.
    expect(of(read, 'balance')).toMatchObject([
      { asset: 'USDC', balance: '10000', at: 1_700_000_000_000 },
    ]);
    expect(read.tally).toEqual({ rows: 4, good: 3, failed: 1 });
  });
});

describe('Coinbase Derivatives', () => {
  it('reads contracts, short by their side', async () => {
    const row = { product_id: 'BIP-20DEC30-CDE', side: 'SHORT', number_of_contracts: '3', current_price: { value: '50000.00', currency: 'USD' }, avg_entry_price: { value: '51000.00', currency: 'USD' } }; // prettier-ignore
    const read = await readText(JSON.stringify({ positions: [row] }));
    expect(of(read, 'position')).toMatchObject([
      {
        market: 'COINBASE-DERIVATIVES',
        quantity: '-3',
        entryPrice: '51000',
        markPrice: '50000',
        at: FILE_TIME,
      },
    ]);
    const single = await readText(JSON.stringify({ position: row }));
    expect(single.events.some((event) => event.event === 'scope')).toBe(false);
  });
});
