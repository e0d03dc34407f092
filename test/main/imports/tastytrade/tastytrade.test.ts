import { describe, expect, it } from 'vitest';
import { replay, type LedgerEntry } from '../../../../src/engine/ledger/replay.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText, type Read } from '../reading.ts';
import { readShared } from '../shared-files.ts';

const HEADER =
  'Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Total,Currency';
const LEGACY =
  'Date/Time,Transaction Code,Transaction Subcode,Symbol,Buy/Sell,Open/Close,Quantity,Expiration Date,Strike,Call/Put,Price,Fees,Amount,Description,Account Reference';

const read = (...rows: readonly string[]): Promise<Read> => readText([HEADER, ...rows].join('\n'));
const legacy = (...rows: readonly string[]): Promise<Read> =>
  readText([LEGACY, ...rows].join('\n'));

/** What the ledger of a file leaves open, as the engine replays it. */
function left(of_: Read): readonly (readonly [symbol: string, quantity: string])[] {
  const entries: readonly LedgerEntry[] = of(of_, 'ledger')
    .toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)
    .map((row) => ({ ...row, source: 'test' }));
  return replay(entries, () => 'by price').positions.map(({ symbol, quantity }) => [
    symbol,
    quantity,
  ]);
}

describe('tastytrade histories', () => {
  itWithSharedData('reads options, an assignment, an expiry and a future', async (folder) => {
    const all = await readShared(folder, 'exports/tastytrade/tastytrade_v2_options_future.csv');
    expect(all.format).toBe('tastytrade-history-csv');
    expect(all.tally).toEqual({ rows: 7, good: 7, failed: 0 });
    const ledger = of(all, 'ledger');
    // Sold 1 SCHG 09/20/24 Call 99.00 @ 3.70 for 370.00, −1.00 commission, −0.15 fees, 15:57:13+0200
    expect(ledger[0]).toMatchObject({
      type: 'trade',
      symbol: 'SCHG  240920C00099000',
      quantity: '-1',
      price: '3.7',
      change: '368.85',
      fee: '1.15',
      asset: 'USD',
      at: Date.UTC(2024, 7, 16, 13, 57, 13),
      contract: {
        instrumentKind: 'option',
        underlying: 'SCHG',
        multiplier: '100',
        strike: '99',
        right: 'call',
        // 16:00 in New York in summer
        expiry: Date.UTC(2024, 8, 20, 20),
      },
    });
    // The put that was assigned is gone, its 100 shares are there; so are the sold call and the future.
    expect(left(all).toSorted(([a], [b]) => a.localeCompare(b, 'en'))).toEqual([
      ['/ESM4', '1'],
      ['SCHG', '100'],
      ['SCHG  240920C00099000', '-1'],
    ]);
    expect(ledger[4]?.contract).toMatchObject({
      underlying: 'SPX',
      multiplier: '50',
      instrumentKind: 'future',
    });
  });

  itWithSharedData('reads a deposit and interest', async (folder) => {
    const all = await readShared(folder, 'exports/tastytrade/deposit_by_wire_and_interest.csv');
    expect(all.tally).toEqual({ rows: 2, good: 2, failed: 0 });
    expect(of(all, 'ledger').map(({ type, change }) => [type, change])).toEqual([
      ['interest', '0.06'],
      ['deposit', '1000'],
    ]);
  });

  it('takes a future’s price from its description: the other columns are zero', async () => {
    const one = await read(
      '2025-10-14T07:20:03-0700,Trade,Sell,SELL,/MCLZ5,Future,Sold 1 /MCLZ5 @ 57.92,0.00,1,0.00,-0.75,-0.82,,,,,,,413432751,-1.57,USD',
    );
    expect(of(one, 'ledger')).toMatchObject([
      {
        symbol: '/MCLZ5',
        quantity: '-1',
        price: '57.92',
        change: '-1.57',
        fee: '1.57',
        contract: null,
      },
    ]);
  });

  it('finds the size of an option on a future in what was paid', async () => {
    const one = await read(
      '2026-03-30T08:51:16-0700,Trade,Sell to Open,SELL_TO_OPEN,./MESM6EXK6  260529P5800,Future Option,Sold 1 /MESM6 EXK6 05/29/26 Put 5800.00 @ 82.5,412.50,1,412.50,-0.75,-0.46,1,"./MESM6EXK6  ",/MESM6,5/29/26,5800,PUT,450551994,411.29,USD',
    );
    // 412.50 ÷ 82.5 = 5
    expect(of(one, 'ledger')[0]?.contract).toMatchObject({
      multiplier: '5',
      strike: '5800',
      right: 'put',
    });
  });

  it.each([
    ['BUY_TO_CLOSE', '1'],
    ['SELL_TO_CLOSE', '-1'],
  ])('books an expiry that says %s as it says', async (action, quantity) => {
    const one = await read(
      `2026-03-20T13:00:00-0700,Receive Deliver,Expiration,${action},AAPL  260320C00295000,Equity Option,Removal of 1.0 AAPL 03/20/26 Call 295.00 due to expiration.,0.00,1,0.00,--,0.00,100,AAPL,AAPL,3/20/26,295,CALL,,0.00,USD`,
    );
    expect(of(one, 'ledger')).toMatchObject([{ type: 'delivery', quantity }]);
  });

  it('removes an expired option of either sign', async () => {
    const trade = (side: 'BUY' | 'SELL'): string =>
      `2026-03-01T13:00:00-0700,Trade,x,${side}_TO_OPEN,AAPL  260320C00295000,Equity Option,@ 1.00,-100.00,3,-100.00,--,0.00,100,AAPL,AAPL,3/20/26,295,CALL,1,-100.00,USD`;
    const expiry =
      '2026-03-20T13:00:00-0700,Receive Deliver,Expiration,,AAPL  260320C00295000,Equity Option,Removal,0.00,3,0.00,--,0.00,100,AAPL,AAPL,3/20/26,295,CALL,,0.00,USD';
    for (const side of ['BUY', 'SELL'] as const) {
      expect(left(await read(trade(side)))).toHaveLength(1);
      expect(left(await read(expiry, trade(side)))).toEqual([]);
    }
  });

  it('reads the files of 2023, without subtype and currency', async () => {
    const text = `${HEADER.replace('Sub Type,', '').replace(',Total,Currency', '')}
2022-12-21T16:31:40+0100,Trade,SELL_TO_OPEN,PACB  221230C00010500,Equity Option,Sold 2 PACB 12/30/22 Call 10.50 @ 0.10,20.00,2,10.00,-2.00,-0.254,100,PACB,PACB,12/30/22,10.5,CALL,247462519`;
    const one = await readText(text);
    expect(one.format).toBe('tastytrade-history-csv');
    // 20.00 − 2.00 − 0.254
    expect(of(one, 'ledger')).toMatchObject([
      { quantity: '-2', price: '0.1', change: '17.746', asset: 'USD' },
    ]);
  });

  it.each([
    [
      'a total that its parts do not make',
      ',1.00,1,1.00,-1.00,0.00,100,A,A,9/20/24,99,CALL,1,5.00,USD',
      'Total',
      'conflict',
    ],
    [
      'a strike that the symbol contradicts',
      ',1.00,1,1.00,-1.00,0.00,100,A,A,9/20/24,98,CALL,1,0.00,USD',
      'Strike Price',
      'conflict',
    ],
    [
      'a day that is none',
      ',1.00,1,1.00,-1.00,0.00,100,A,A,20/9/24,99,CALL,1,0.00,USD',
      'Expiration Date',
      'malformed',
    ],
    [
      'a quantity that is none',
      ',1.00,one,1.00,-1.00,0.00,100,A,A,9/20/24,99,CALL,1,0.00,USD',
      'Quantity',
      'malformed',
    ],
  ])('fails %s', async (_name, rest, field, reason) => {
    const one = await read(
      `2024-08-16T15:57:13+0200,Trade,Buy to Open,BUY_TO_OPEN,A     240920C00099000,Equity Option,x${rest}`,
    );
    expect(one.failures).toMatchObject([{ line: 2, field, reason }]);
    expect(one.items).toEqual([]);
  });

  it('fails what cannot be priced', async () => {
    const one = await read(
      '2024-08-16T15:57:13+0200,Trade,Buy to Open,BUY_TO_OPEN,XYZ,Bond,x,1.00,1,1.00,--,--,,,,,,,1,1.00,USD',
    );
    expect(one.failures).toMatchObject([{ reason: 'unsupported-instrument' }]);
  });
});

describe('tastyworks histories', () => {
  it('names options by their parts', async () => {
    const all = await legacy(
      '01/29/2021 10:15 PM,Receive Deliver,Expiration,UVXY,,,1,01/29/2021,14.5,P,,0.00,0,Removal of 1.0 UVXY 01/29/21 Put 14.50 due to expiration.,Individual...39',
      '01/29/2021 7:31 PM,Trade,Sell to Open,UVXY,Sell,Open,1,01/29/2021,14.5,P,0.56,1.152,56,Sold 1 UVXY 01/29/21 Put 14.50 @ 0.56,Individual...39',
      '12/15/2020 8:38 PM,Trade,Buy to Open,THCB,Buy,Open,200,,,,13.6,0.16,-2720,Bought 200 THCB @ 13.60,Individual...39',
    );
    expect(all.format).toBe('tastyworks-history-csv');
    expect(all.failures).toEqual([]);
    // Amount 56 less fees of 1.152
    expect(of(all, 'ledger')[1]).toMatchObject({
      account: 'Individual...39',
      symbol: 'UVXY  210129P00014500',
      quantity: '-1',
      price: '0.56',
      change: '54.848',
      contract: { multiplier: '100', strike: '14.5', right: 'put' },
    });
    expect(left(all)).toEqual([['THCB', '200']]);
    expect(all.notes.join(' ')).toContain('UTC');
  });

  it('closes a sold option that is assigned', async () => {
    const all = await legacy(
      '12/11/2020 11:00 PM,Receive Deliver,Sell to Open,PCG,Sell,Open,300,,,,10.5,5.0,3150,Sell to Open 300 PCG @ 10.50,Individual...39',
      '12/11/2020 11:00 PM,Receive Deliver,Assignment,PCG,,,3,12/11/2020,10.5,C,,0.00,0,Removal of option due to assignment,Individual...39',
      '12/01/2020 11:00 PM,Trade,Sell to Open,PCG,Sell,Open,3,12/11/2020,10.5,C,0.5,3.0,150,Sold 3 PCG,Individual...39',
    );
    expect(left(all)).toEqual([['PCG', '-300']]);
  });
});
