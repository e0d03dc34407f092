import { describe, expect, it } from 'vitest';
import { FILE_TIME, of, readText } from './reading.ts';

const HEADERS = [
  ['User_ID,UTC_Time,Account,Operation,Coin,Change,Remark', '9,2024-10-20 21:05:00,USD-M Futures,Funding Fee,USDT,-0.0011924,'],
  ['UTC_Time,Account,Operation,Coin,Change,Remark', '2024-10-20 21:05:00,USD-M Futures,Funding Fee,USDT,-0.0011924,'],
  ['User_ID,Time,Account,Operation,Coin,Change,Remark', '9,24-10-20 21:05:00,USDT-Futures,Funding Fee,USDT,-0.0011924,'],
  ['User ID,Time,Account,Operation,Coin,Change,Remark', '9,2024-10-20 21:05:00,USD-MFutures,Funding Fee,USDT,-0.0011924'],
  ['\uFEFF"User_ID","UTC_Time","Account","Operation","Coin","Change","Remark"', '"9","2024-10-20 21:05:00","USD-M Futures","Funding Fee","USDT","-0.0011924",""'],
  ['User_ID;UTC_Time;Account;Operation;Coin;Change;Remark', '9;20/10/2024 21:05;USD-M Futures;Funding Fee;USDT;-0.0011924;'],
  ['User_ID,Date(UTC+2),Account,Operation,Coin,Change,Remark', '9,2024-10-20 23:05:00,USD-M Futures,Funding Fee,USDT,-0.0011924,'],
  ['User_ID,Date(UTCnull),Account,Operation,Coin,Change,Remark', '9,2024-10-20 21:05:00,USD-M Futures,Funding Fee,USDT,-0.0011924,'],
] as const; // prettier-ignore

describe('account statements', () => {
  it.each(HEADERS)('are read under %s', async (header, line) => {
    const read = await readText(`${header}\n${line}\n`);
    expect(read.format).toBe('binance-statement-csv');
    const owner = header.includes('User') ? '9 ' : '';
    expect(of(read, 'ledger')).toMatchObject([
      {
        account: `${owner}USD-M Futures`,
        at: Date.UTC(2024, 9, 20, 21, 5),
        type: 'funding',
        operation: 'Funding Fee',
        asset: 'USDT',
        change: '-0.0011924',
        quantity: null,
      },
    ]);
  });

  const header = HEADERS[0][0];
  const rows = (...lines: readonly string[]) => readText([header, ...lines].join('\n'));

  it('keep wallets apart, since each is margined apart', async () => {
    const read = await rows(
      '9,2024-10-20 21:02:00,Spot,Transfer Between Spot and UM Futures,USDT,+1.9,',
      '9,2024-10-20 21:02:00,Coin-MFutures,Realized Profit and Loss,BTC,-0.1,',
    );
    expect(of(read, 'ledger').map(({ account, type, change }) => [account, type, change])).toEqual([
      ['9 Spot', 'transfer', '1.9'],
      ['9 Coin-M Futures', 'realised-pnl', '-0.1'],
    ]);
  });

  it('count a fee as a cost', async () => {
    const read = await rows('9,2024-10-20 21:04:00,USD-M Futures,Fee,USDT,-3.605E-05,TradeID - 1');
    expect(of(read, 'ledger')).toMatchObject([
      { type: 'fee', change: '-0.00003605', fee: '0.00003605' },
    ]);
  });

  it('keep operations that nobody knows', async () => {
    const read = await rows(
      '9,2024-10-20 21:04:00,Earn,Moon Dust,BNB,1,',
      '9,2024-10-20 21:04:00,Spot,ABC,BNB,2,',
    );
    expect(of(read, 'ledger').map(({ type, operation }) => [type, operation])).toEqual([
      ['unknown', 'Moon Dust'],
      ['unknown', 'ABC'],
    ]);
  });

  it('fail row by row', async () => {
    const read = await rows(
      '9,,Spot,Deposit,EUR,5,',
      '9,2020-10-28 22:21:44,Spot,Deposit,,,',
      '9,2020-10-28 22:21:44,Spot,Deposit,EUR,"1,5",',
      '9,03/04/2020 22:21,Spot,Deposit,EUR,5,',
      '9,2020-10-28 22:21:44,Spot,Deposit,EUR,5,,surplus',
      '9,2020-10-28',
      '9,2020-10-28 22:21:44,Spot,Deposit,EUR,=1+1,',
      '9,2020-10-28 22:21:44,Spot,Deposit,EUR,1e400,',
    );
    expect(read.failures.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, 'Time', 'missing-field'],
      [3, 'Coin', 'missing-field'],
      [4, 'Change', 'malformed'],
      [5, 'Time', 'ambiguous'],
      [6, '', 'malformed'],
      [7, '', 'malformed'],
      [8, 'Change', 'malformed'],
      [9, 'Change', 'limit-exceeded'],
    ]);
  });

  it('tell one transaction’s profit and commission apart', async () => {
    const read = await readText(
      `Date(UTC),type,Amount,Asset,Symbol,Transaction ID
2021-05-01 10:00:00,REALIZED_PNL,5.5,USDT,BTCUSDT,123
2021-05-01 10:00:00,COMMISSION,-0.2,USDT,BTCUSDT,123
`,
    );
    expect(read.format).toBe('binance-futures-history-csv');
    expect(of(read, 'ledger').map(({ account, id, type }) => [account, id, type])).toEqual([
      ['USD-M Futures', '123:REALIZED_PNL:USDT', 'realised-pnl'],
      ['USD-M Futures', '123:COMMISSION:USDT', 'fee'],
    ]);
  });
});

const row = {
  symbol: 'BTCUSDT',
  positionAmt: '-18.4',
  entryPrice: '79850.50',
  markPrice: '82424.72000000',
  leverage: '20',
  marginType: 'cross',
  isolatedWallet: '0',
  positionSide: 'BOTH',
  updateTime: 1_795_190_400_000,
};

describe('futures positions', () => {
  it('carry their sign, and close what the answer does not name', async () => {
    const coin = { ...row, symbol: 'BTCUSD_PERP', positionAmt: '7', updateTime: 1_795_190_400_500 };
    const read = await readText(JSON.stringify([row, coin]));
    expect(of(read, 'position')).toMatchObject([
      {
        account: 'USD-M Futures',
        market: 'BINANCE-USDM',
        quantity: '-18.4',
        entryPrice: '79850.5',
        leverage: '20',
        at: 1_795_190_400_500,
      },
      { account: 'Coin-M Futures', market: 'BINANCE-COINM', quantity: '7' },
    ]);
    expect(read.events.filter((event) => event.event === 'scope')).toMatchObject([
      { market: 'BINANCE-USDM', account: 'USD-M Futures' },
      { market: 'BINANCE-COINM', account: 'Coin-M Futures' },
    ]);
  });

  it('of hedge mode take their sign from the side', async () => {
    const read = await readText(
      JSON.stringify([
        { ...row, positionAmt: '20', positionSide: 'LONG' },
        { ...row, positionAmt: '10', positionSide: 'SHORT' },
        { ...row, positionAmt: '-10', positionSide: 'SHORT' },
        { ...row, positionAmt: '-10', positionSide: 'LONG' },
      ]),
    );
    expect(of(read, 'position').map((item) => item.quantity)).toEqual(['20', '-10', '-10']);
    expect(read.failures).toMatchObject([{ line: 4, field: 'positionSide', reason: 'conflict' }]);
  });

  it('state their own collateral when isolated', async () => {
    const read = await readText(
      JSON.stringify([{ ...row, marginType: 'isolated', isolatedWallet: '13200.7' }]),
    );
    expect(of(read, 'position')).toMatchObject([
      { marginMode: 'isolated', isolatedMargin: '13200.7' },
    ]);
  });

  it('are read from the account answer with its balances', async () => {
    const read = await readText(
      JSON.stringify({
        totalWalletBalance: '23.7',
        assets: [
          {
            asset: 'USDT',
            walletBalance: '23.7',
            marginBalance: '24.7',
            initialMargin: '2',
            maintMargin: '1',
          },
        ],
        positions: [{ ...row, isolated: false, updateTime: 0 }],
      }),
      { account: 'desk' },
    );
    expect(read.tally).toEqual({ rows: 2, good: 2, failed: 0 });
    expect(of(read, 'balance')).toMatchObject([
      { account: 'desk USD-M Futures', asset: 'USDT', balance: '23.7', at: FILE_TIME },
    ]);
    expect(of(read, 'figure').map(({ name, value }) => [name, value])).toEqual([
      ['equity', '24.7'],
      ['initialMargin', '2'],
      ['maintenanceMargin', '1'],
    ]);
    expect(of(read, 'position')).toMatchObject([
      { account: 'desk USD-M Futures', quantity: '-18.4' },
    ]);
  });

  it('leave out of the wallet what isolated positions hold, which comes with them', async () => {
    const asset = { asset: 'USDT', walletBalance: '100', crossWalletBalance: '60' };
    const isolated = { ...row, isolated: true, isolatedWallet: '40', updateTime: 0 };
    const account = await readText(JSON.stringify({ assets: [asset], positions: [isolated] }));
    expect(of(account, 'balance')).toMatchObject([{ balance: '60' }]);
    expect(of(account, 'position')).toMatchObject([{ isolatedMargin: '40' }]);
    const balances = await readText(
      JSON.stringify([
        { accountAlias: 'x', asset: 'USDT', balance: '100', crossWalletBalance: '60' },
      ]),
    );
    expect(of(balances, 'balance')).toMatchObject([{ balance: '60' }]);
  });

  it('of options in the newer answer are as of their last change', async () => {
    const option = { entryPrice: '1000', symbol: 'BTC-251226-90000-C', side: 'SHORT', quantity: '-0.1', markValue: '105', markPrice: '1050', strikePrice: '90000', optionSide: 'CALL', time: 1762872654561, bidQuantity: '0' }; // prettier-ignore
    const read = await readText(JSON.stringify([option]));
    expect(read.format).toBe('binance-option-positions-json');
    expect(of(read, 'position')).toMatchObject([{ quantity: '-0.1', at: 1762872654561 }]);
  });

  it('of options are short by their side', async () => {
    const option = { symbol: 'BTC-251219-89000-C', quantity: '-0.1', side: 'SHORT', reducibleQty: '0', markValue: '1', strikePrice: '89000', entryPrice: '1000', markPrice: '1010' }; // prettier-ignore
    const read = await readText(JSON.stringify([option, { ...option, quantity: '0.1' }]));
    expect(of(read, 'position').map(({ market, quantity }) => [market, quantity])).toEqual([
      ['BINANCE-OPTIONS', '-0.1'],
      ['BINANCE-OPTIONS', '-0.1'],
    ]);
  });
});
