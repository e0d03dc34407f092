import { describe, expect, it } from 'vitest';
import { of, readText } from './reading.ts';

const UTA = `UID: 100000001,Company Name: ,Country:
Uid,Currency,Contract,Type,Direction,Quantity,Position,Filled Price,Funding,Fee Paid,Cash Flow,Change,Wallet Balance,Action,Time(UTC)
`;

const derivative = (cells: string) =>
  readText(`${UTA}100000001,USDT,${cells},2026-09-22 19:11:48\n`);

describe('unified account transactions', () => {
  it('sign trades by direction and fees as costs', async () => {
    // Change = 1.0375 + 0 - 0.08712 = 0.95038: the fee is signed as a change of the balance.
    const read = await derivative(
      'XAUTUSDT,TRADE,SELL,0.02000000000000000000,0.02,4356,0,-0.08712000000000000000,1.0375,0.95038,306.66408947,CLOSE',
    );
    expect(read.format).toBe('bybit-transactions-csv');
    expect(of(read, 'ledger')).toMatchObject([
      {
        account: '100000001',
        market: 'BYBIT-LINEAR',
        symbol: 'XAUTUSDT',
        type: 'trade',
        quantity: '-0.02',
        positionAfter: '0.02',
        price: '4356',
        change: '0.95038',
        balanceAfter: '306.66408947',
        fee: '0.08712',
      },
    ]);
  });

  it('count a fee as a cost also where older files write it so', async () => {
    // Change = 0 + 0 - 0.05.
    const read = await derivative('BTCUSDT,TRADE,BUY,0.1,0.1,50000,0,0.05,0,-0.05,10,OPEN');
    expect(of(read, 'ledger')[0]?.fee).toBe('0.05');
  });

  it('take settlements for funding, without a quantity', async () => {
    const read = await derivative(
      'XAUTUSDT,SETTLEMENT,BUY,--,0.02,--,-0.0043613,0,0,-0.0043613,306.65972817,SETTLEMENT',
    );
    expect(of(read, 'ledger')).toMatchObject([
      { type: 'funding', quantity: null, positionAfter: '0.02', price: null, change: '-0.0043613' },
    ]);
  });

  it.each([
    ['BTC-27MAR26-60000-C-USDT', 'BYBIT-OPTION'],
    ['BTC-30DEC22-18000-C', 'BYBIT-OPTION'],
    ['BTCUSD', 'BYBIT-INVERSE'],
    ['BTCUSDM21', 'BYBIT-INVERSE'],
    ['BTCPERP', 'BYBIT-LINEAR'],
    ['BTC-29AUG25', 'BYBIT-LINEAR'],
  ])('put %s into %s', async (symbol, market) => {
    const read = await derivative(`${symbol},TRADE,BUY,1,1,5,0,0,0,0,10,OPEN`);
    expect(of(read, 'ledger')).toMatchObject([{ market, symbol, quantity: '1' }]);
  });

  it('move balances, not positions, with spot legs, which carry no action', async () => {
    const read = await readText(
      `${UTA}2,BTC,BTCEUR,TRADE,SELL,-0.00003,0,53842.9,0,0,-0.00003,-0.00003,0.0000896,--,2026-06-05 08:22:50\n`,
    );
    expect(of(read, 'ledger')).toMatchObject([
      {
        market: 'BYBIT-SPOT',
        quantity: null,
        positionAfter: null,
        asset: 'BTC',
        change: '-0.00003',
      },
    ]);
  });

  it('know spot legs also under headers without an action', async () => {
    const header = 'Time,Currency,Contract,Type,Direction,Quantity,Position,Filled Price,Funding,Fee Paid,Cash Flow,Change,Wallet Balance,Fee Rate,Trade ID,Order ID'; // prettier-ignore
    const read = await readText(
      `${header}
2026-06-05 08:22:50,EUR,BTCEUR,TRADE,SELL,1.615287,0,53842.9,0,0,1.615287,1.615287,12,0.001,t1,o1
2026-06-05 08:22:50,USDT,BTCUSDT,TRADE,SELL,0.1,0,53842.9,0,0,7.5,7.5,12,0.001,t2,o2
`,
    );
    expect(of(read, 'ledger').map(({ market, id }) => [market, id])).toEqual([
      ['BYBIT-SPOT', 't1:TRADE:EUR'],
      ['BYBIT-LINEAR', 't2:TRADE:USDT'],
    ]);
  });

  it('keep types that nobody knows', async () => {
    const read = await readText(
      `${UTA}2,USDT,,AIRDROP,--,--,--,--,0,0,5,5,10,--,2026-06-05 08:22:50\n`,
    );
    expect(of(read, 'ledger')).toMatchObject([
      { type: 'unknown', operation: 'AIRDROP', symbol: null, change: '5' },
    ]);
  });

  it('keep the funding account apart', async () => {
    const read = await readText(
      'Uid,Date & Time(UTC),Coin,QTY,Type,Account Balance,Description\n8,2026-06-05 08:22:50,USDT,-10,Transfer,90,to UTA\n',
    );
    expect(read.format).toBe('bybit-funding-csv');
    expect(of(read, 'ledger')).toMatchObject([
      { account: '8 Funding', type: 'transfer', change: '-10', balanceAfter: '90' },
    ]);
  });
});

const row = {
  positionIdx: 0,
  symbol: 'ETHUSDT',
  side: 'Sell',
  size: '5.0',
  avgPrice: '3000.00',
  positionValue: '15000',
  tradeMode: 0,
  positionBalance: '3000',
  leverage: '5',
  markPrice: '2950.00',
  updatedTime: '1697673700112',
};
const answer = (list: readonly object[], extra: object = {}) =>
  JSON.stringify({
    retCode: 0,
    time: 1_697_673_900_000,
    result: { category: 'linear', list, ...extra },
  });

describe('positions and wallets', () => {
  it('take the sign of a position from its side', async () => {
    const read = await readText(
      answer([
        row,
        { ...row, side: 'Buy', tradeMode: 1 },
        { ...row, side: '', size: '0' },
        { ...row, side: '', size: '1' },
      ]),
    );
    expect(
      of(read, 'position').map(({ quantity, isolatedMargin, at }) => [
        quantity,
        isolatedMargin,
        at,
      ]),
    ).toEqual([
      ['-5', null, 1_697_673_900_000],
      ['5', '3000', 1_697_673_900_000],
      ['0', null, 1_697_673_900_000],
    ]);
    expect(read.failures).toMatchObject([{ line: 4, field: 'side', reason: 'conflict' }]);
  });

  it('report a name that is none of the stated category', async () => {
    const read = await readText(answer([{ ...row, symbol: 'BTCUSD' }]));
    expect(read.failures).toMatchObject([{ field: 'category', reason: 'conflict' }]);
  });

  it('close nothing where the answer has further pages', async () => {
    const read = await readText(answer([row], { nextPageCursor: 'abc' }));
    expect(read.events.some((event) => event.event === 'scope')).toBe(false);
    expect(read.notes.join()).toContain('further pages');
  });

  it('close only what settles in the coin that was asked for', async () => {
    const read = await readText(answer([row]));
    expect(read.events.at(-1)).toMatchObject({
      event: 'scope',
      market: 'BYBIT-LINEAR',
      settlement: 'USDT',
    });
  });

  it('take what is borrowed off a balance, and state totals once', async () => {
    const read = await readText(
      JSON.stringify({
        time: 1_697_673_900_000,
        result: {
          list: [
            {
              accountType: 'UNIFIED',
              totalEquity: '10',
              totalMarginBalance: '9',
              totalInitialMargin: '2',
              totalMaintenanceMargin: '1',
              coin: [
                { coin: 'USDT', walletBalance: '1000.50', spotBorrow: '0' },
                { coin: 'ETH', walletBalance: '0', spotBorrow: '0.06142' },
              ],
            },
          ],
        },
      }),
    );
    expect(
      of(read, 'balance').map(({ account, asset, balance }) => [account, asset, balance]),
    ).toEqual([
      ['main', 'USDT', '1000.5'],
      ['main', 'ETH', '-0.06142'],
    ]);
    expect(of(read, 'figure').map(({ name, value }) => [name, value])).toEqual([
      ['equity', '9'],
      ['initialMargin', '2'],
      ['maintenanceMargin', '1'],
    ]);
  });

  it('report an instrument whose delivery contradicts its name', async () => {
    const option = { symbol: 'ETH-26JUN26-16000-P', optionsType: 'Put', baseCoin: 'ETH', quoteCoin: 'USDC', settleCoin: 'USDC', lotSizeFilter: {} }; // prettier-ignore
    const read = await readText(
      JSON.stringify([
        { ...option, deliveryTime: String(Date.UTC(2026, 5, 26, 8)) },
        { ...option, deliveryTime: '1780005000000' },
      ]),
    );
    expect(of(read, 'contract')).toMatchObject([
      { right: 'put', strike: '16000', expiry: Date.UTC(2026, 5, 26, 8) },
    ]);
    expect(read.failures).toMatchObject([{ field: 'deliveryTime', reason: 'conflict' }]);
  });
});
