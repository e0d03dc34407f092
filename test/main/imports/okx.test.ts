import { describe, expect, it } from 'vitest';
import { of, readText } from './reading.ts';

const SEVENTEEN =
  'id,Order id,Time,Trade Type,Symbol,Action,Amount,Trading Unit,Filled Price,PnL,Fee,Fee Unit,Position Change,Position Balance,Balance Change,Balance,Balance Unit';
const NINETEEN =
  'id,Order id,Time,Trade Type,Symbol,Action,Amount,Trading Unit,Filled Price,Filled Price Unit,PnL,Fee,Fee Unit,Position Change,Position Balance,Position Unit,Balance Change,Balance,Balance Unit';
const FIFTEEN =
  'id,Order id,Time,Trade Type,Instrument,Type,Amount,Unit,PL,Fee,Position Change,Position Balance,Balance Change,Balance,Unit';

describe('trading history', () => {
  it.each([
    [SEVENTEEN, '2968046098898771968,1,2025-10-20 10:44:26,Swap,BTC-USDT-SWAP,Open short,12,cont,95264.8,0,-0.05,USDT,12,12,-0.05,100.5,USDT'],
    [NINETEEN, '2968046098898771968,1,2025-10-20 10:44:26,Swap,BTC-USDT-SWAP,Open short,12,cont,95264.8,USDT,0,-0.05,USDT,12,12,cont,-0.05,100.5,USDT'],
    [FIFTEEN, '2968046098898771968,1,2025-10-20 10:44:26,Swap,BTC-USDT-SWAP,Open short,12,cont,0,-0.05,12,12,-0.05,100.5,USDT'],
  ])('is read under %s', async (header, line) => {
    const read = await readText(`\uFEFFUID:67000000,Account Type:Trading,Time Zone:UTC+8\n\uFEFF${header}\n\uFEFF${line}`);
    expect(read.format).toBe('okx-trading-history-csv');
    expect(of(read, 'ledger')).toMatchObject([
      {
        account: '67000000',
        id: '2968046098898771968',
        at: Date.UTC(2025, 9, 20, 2, 44, 26),
        type: 'trade',
        symbol: 'BTC-USDT-SWAP',
        quantity: '-12',
        positionAfter: '-12',
        asset: 'USDT',
        change: '-0.05',
        balanceAfter: '100.5',
        fee: '0.05',
        feeAsset: 'USDT',
      },
    ]);
  }); // prettier-ignore

  const history = (...lines: readonly string[]) => readText([SEVENTEEN, ...lines].join('\n'));

  it('says which zone was taken, and that none was given', async () => {
    expect((await history()).notes.join()).toContain('no time zone');
    const read = await readText(`UID:1,Time Zone:CST\n${SEVENTEEN}\n`);
    expect(read.notes.join()).toContain('UTC+8');
  });

  it.each([
    ['Open long', '3', '3'],
    ['Close long', '-3', '3'],
    ['Open short', '-3', '-3'],
    ['Close short', '3', '-3'],
    // Net positions are written without a sign: it is not told.
    ['Buy', '3', null],
    ['Sell', '-3', null],
  ])('takes the direction of %s from the word', async (action, quantity, after) => {
    const read = await history(
      `1,1,2025-10-20 10:44:26,Swap,BTC-USDT-SWAP,${action},3,cont,9,0,0,,3,3,0,1,USDT`,
    );
    expect(of(read, 'ledger')).toMatchObject([{ quantity, positionAfter: after }]);
  });

  it('orders the rows of a second by id, of which no digit is lost', async () => {
    const line = (id: string) =>
      `${id},1,2025-10-20 10:43:59,Spot,ADA-EUR,Sell,1,EUR,0.5,0,0,ADA,0,0,-1,9,ADA`;
    const read = await history(
      line('2968045184439836683'),
      line('2968045184439836682'),
      line('3.56E+18'),
    );
    const [first, second, rounded] = of(read, 'ledger');
    expect([first?.id, second?.id, rounded?.id]).toEqual([
      '2968045184439836683',
      '2968045184439836682',
      null,
    ]);
    expect(first?.sequence).toBeGreaterThan(second?.sequence ?? Number.NaN);
  });

  it('moves balances, not positions, with spot legs', async () => {
    const read = await history('1,1,2025-10-20 10:43:59,Spot,ADA-EUR,Sell,149.291,EUR,0.5749,0E-8,0E-18,ADA,0,0,-149.291,1554.1592,ADA'); // prettier-ignore
    expect(of(read, 'ledger')).toMatchObject([
      {
        type: 'trade',
        symbol: 'ADA-EUR',
        quantity: null,
        positionAfter: null,
        change: '-149.291',
        fee: null,
      },
    ]);
  });

  it.each([
    ['Perpetual', 'Funding fee expense', 'funding'],
    ['Transfer', 'Transfer out', 'transfer'],
    ['Options', 'Exercise', 'delivery'],
    ['Swap', 'Partial liquidation', 'liquidation'],
    ['Bot', 'Moonwalk', 'unknown'],
  ])('knows %s %s as %s', async (kind, action, type) => {
    const read = await history(
      `1,1,2025-10-20 10:44:26,${kind},,${action},0,cont,0,0,0,,0,0,-0.5,1,USDT`,
    );
    expect(of(read, 'ledger')).toMatchObject([
      { type, operation: `${kind} ${action}`, change: '-0.5' },
    ]);
  });
});

describe('other histories', () => {
  it('keeps the funding account apart', async () => {
    const read =
      await readText(`UID:5,Time Zone:UTC\nid,Time,Type,Amount,Before Balance,After Balance,Symbol
7,2024-05-01 10:00:00,Deposit,2.5,0,2.5,ETH\n`);
    expect(read.format).toBe('okx-funding-history-csv');
    expect(of(read, 'ledger')).toMatchObject([
      { account: '5 Funding', type: 'deposit', change: '2.5', balanceAfter: '2.5', asset: 'ETH' },
    ]);
  });

  it('reads bills of 2019 in China’s time', async () => {
    const read = await readText(
      'time,type,size,balance,fee,currency\n2019-03-01 08:00:00 CST,buy,1.5,2,-0.001,BTC\n',
    );
    expect(read.format).toBe('okx-bills-csv');
    expect(of(read, 'ledger')).toMatchObject([
      { at: Date.UTC(2019, 2, 1), change: '1.5', fee: '0.001' },
    ]);
  });

  it('keeps legacy trades, whose side the file does not give, as told', async () => {
    const read = await readText(
      'Order ID,\uFEFFTrade ID,\uFEFFTrade Time,\uFEFFPairs,\uFEFFAmount,\uFEFFPrice,\uFEFFTotal,\uFEFFtaker/maker,\uFEFFFee,\uFEFFunit\n1,2,2020-01-01 10:00:00,BTC/USDT,0.5,7000,3500,taker,-0.0005,BTC\n',
    );
    expect(read.format).toBe('okx-legacy-trades-csv');
    expect(of(read, 'ledger')).toMatchObject([
      { type: 'unknown', symbol: 'BTC-USDT', quantity: null, change: null, fee: '0.0005' },
    ]);
  });
});

const position = {
  instId: 'BTC-USDT-SWAP',
  instType: 'SWAP',
  mgnMode: 'isolated',
  posSide: 'long',
  pos: '0.5',
  avgPx: '10000',
  markPx: '10010',
  idxPx: '10005',
  lever: '10.0',
  margin: '0.5',
  uTime: '1622559930237',
};

describe('positions and balances', () => {
  it('take the sign of a position from its side', async () => {
    const data = [
      position,
      { ...position, posSide: 'short' },
      { ...position, posSide: 'net', pos: '-3', mgnMode: 'cross', margin: '' },
      { ...position, posSide: 'long', pos: '-3' },
      { ...position, instType: 'MARGIN', instId: 'BTC-USDT' },
    ];
    const read = await readText(JSON.stringify({ code: '0', data }));
    expect(
      of(read, 'position').map(({ quantity, isolatedMargin }) => [quantity, isolatedMargin]),
    ).toEqual([
      ['0.5', '0.5'],
      ['-0.5', '0.5'],
      ['-3', null],
    ]);
    expect(read.failures.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'conflict'],
      [5, 'unsupported-instrument'],
    ]);
  });

  it('find no position in an empty answer, and close all', async () => {
    const read = await readText('{"code":"0","data":[]}', { format: 'okx-positions-json' });
    expect(read.tally.rows).toBe(0);
    expect(read.events).toMatchObject([{ event: 'scope', market: 'OKX' }]);
  });

  it('state balances and, in dollars, the account’s totals', async () => {
    const read = await readText(
      JSON.stringify({
        code: '0',
        data: [
          {
            uTime: '1744499648556',
            adjEq: '90',
            totalEq: '99',
            imr: '5',
            mmr: '',
            details: [
              { ccy: 'USDT', cashBal: '94.42612990333333' },
              { ccy: 'BTC', cashBal: '0' },
            ],
          },
        ],
      }),
    );
    expect(of(read, 'balance').map(({ asset, balance, at }) => [asset, balance, at])).toEqual([
      ['USDT', '94.42612990333333', 1_744_499_648_556],
      ['BTC', '0', 1_744_499_648_556],
    ]);
    expect(of(read, 'figure').map(({ name, value, asset }) => [name, value, asset])).toEqual([
      ['equity', '90', 'USD'],
      ['initialMargin', '5', 'USD'],
    ]);
  });

  it('size contracts by ctVal times ctMult, and report what disagrees with the name', async () => {
    const option = { instId: 'BTC-USD-241227-60000-C', instType: 'OPTION', ctVal: '1', ctMult: '0.01', ctValCcy: 'BTC', settleCcy: 'BTC', expTime: String(Date.UTC(2024, 11, 27, 8)), stk: '60000' }; // prettier-ignore
    const swap = { instId: 'BTC-USD-SWAP', instType: 'SWAP', ctVal: '100', ctMult: '1', ctValCcy: 'USD', settleCcy: 'BTC', expTime: '' }; // prettier-ignore
    const read = await readText(
      JSON.stringify([
        option,
        swap,
        { ...option, expTime: String(Date.UTC(2024, 11, 26, 8)) },
        { ...swap, settleCcy: 'USDT' },
        { ...swap, ctValCcy: 'BTC' },
        { ...swap, ctVal: '' },
      ]),
    );
    expect(of(read, 'contract').map(({ symbol, multiplier }) => [symbol, multiplier])).toEqual([
      ['BTC-USD-241227-60000-C', '0.01'],
      ['BTC-USD-SWAP', '100'],
    ]);
    expect(read.failures.map((failure) => failure.reason)).toEqual([
      'conflict', 'conflict', 'conflict', 'missing-field',
    ]); // prettier-ignore
  });
});
