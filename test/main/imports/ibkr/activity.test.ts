import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText } from '../reading.ts';
import { readShared, sharedText } from '../shared-files.ts';

const sum = (texts: readonly (string | null)[]): number =>
  texts.reduce((total, text) => total.plus(text ?? '0'), new Decimal(0)).toNumber();

/** A statement in the shape of a real one, with invented figures that add up by hand. */
const STATEMENT = `Statement,Header,Field Name,Field Value
Statement,Data,BrokerName,Interactive Brokers
Statement,Data,Title,Activity Statement
Statement,Data,Period,"September 1, 2025 - September 19, 2025"
Statement,Data,WhenGenerated,"2025-09-20, 04:17:09 EDT"
Account Information,Header,Field Name,Field Value
Account Information,Data,Account,U7654321 (Custom Consolidated)
Account Information,Data,Base Currency,CHF
Net Asset Value,Header,Asset Class,Prior Total,Current Long,Current Short,Current Total,Change
Net Asset Value,Data,Cash ,100,3185.39,-398.97,2786.42,2686.42
Net Asset Value,Data,Total,5000,9000,-100,8900,3900
Net Asset Value,Header,Time Weighted Rate of Return
Net Asset Value,Data,1.37%
Mark-to-Market Performance Summary,Header,Asset Category,Symbol,Prior Quantity
Mark-to-Market Performance Summary,Data,Stocks,NOK,0
Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value,Unrealized P/L,Code
Open Positions,Data,Summary,Stocks,USD,NOK,"1,500",1,4.5,6750,4.8,7200,450,
Open Positions,Data,Lot,Stocks,USD,NOK,"1,000",1,4.4,4400,4.8,4800,400,
Open Positions,Data,Lot,Stocks,USD,NOK,500,1,4.7,2350,4.8,2400,50,
Open Positions,Data,Summary,Equity and Index Options,USD,TQQQ 24AUG26 70 P,-2,100,3.1,-620,2.95,-590,30,
Open Positions,Data,Summary,Futures,USD,ESZ5,-1,50,6500,-325000,6510.25,-325512.5,-512.5,
Open Positions,Data,Summary,Bonds,USD,T 4 5/8 09/15/26,5000,1,0.99,4950,1.0,5000,50,
Open Positions,Total,,Stocks,USD,,,,,6750,,7200,450,
Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,C. Price,Notional Value,Comm/Fee,Basis,Realized P/L,MTM P/L,Code
Trades,Data,Order,Futures,USD,ESZ5,"2025-09-18, 9:31:00",-1,6500,6510.25,-325000,-2.2,2.2,0,-512.5,O
Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,,Proceeds,Comm in CHF,,,MTM in CHF,Code
Trades,Data,Order,Forex,USD,CHF.USD,"2025-09-10, 11:00:00",-1000,1.25,,1250,-1.8,,,-0.1,
Trades,Total,,Forex,,,,,,,,-1.8,,,,
Deposits & Withdrawals,Header,Currency,Settle Date,Description,Amount
Deposits & Withdrawals,Data,CHF,2025-09-02,Electronic Fund Transfer,"5,000"
Deposits & Withdrawals,Data,CHF,2025-09-16,Disbursement,-814.608
Deposits & Withdrawals,Data,Total,,,4185.392
Dividends,Header,Currency,Date,Description,Amount
Dividends,Data,USD,2025-09-15,NOK(US6549022043) Cash Dividend,30
Interest,Header,Currency,Date,Description,Amount
Interest,Data,Total,,,0
Corporate Actions,Header,Asset Category,Currency,Report Date,Date/Time,Description,Quantity,Proceeds,Value,Realized P/L,Code
Corporate Actions,Data,Stocks,USD,2025-09-05,"2025-09-04, 20:25:00","XYZ(US1234567890) Split 4 for 1 (XYZ, XYZ CORP, US1234567890)",300,0,0,0,
Cash Report,Header,Currency Summary,Currency,Total,Securities,Futures,
Cash Report,Data,Starting Cash,Base Currency Summary,100,100,0,
Cash Report,Data,Ending Cash,Base Currency Summary,2786.422,2786.422,0,
Cash Report,Data,Starting Cash,CHF,0,0,0,
Cash Report,Data,Ending Cash,CHF,3185.392,3185.392,0,
Cash Report,Data,Ending Settled Cash,CHF,3185.392,3185.392,0,
Cash Report,Data,Ending Cash,USD,-498.712,-498.712,0,
Financial Instrument Information,Header,Asset Category,Symbol,Description,Conid,Underlying,Listing Exch,Multiplier,Expiry,Delivery Month,Type,Strike,Code
Financial Instrument Information,Data,Futures,ESZ5,ES 19DEC25,495512563,ES,CME,50,2025-12-19,2025-12,,,
`;

describe('IBKR activity statements', () => {
  itWithSharedData('nets the quoted-numbers file to its own subtotal', async (folder) => {
    const path = 'exports/ibkr/activity_trades_numbers_within_quotes.csv';
    const read = await readShared(folder, path);
    expect(read.format).toBe('ibkr-activity-csv');
    expect(read.tally).toEqual({ rows: 16, good: 16, failed: 0 });
    const lines = sharedText(folder, path).trim().split(/\r?\n/);
    expect(read.tally.rows).toBe(lines.filter((line) => line.startsWith('Trades,Data,')).length);
    // Trades,SubTotal,,Stocks,USD,NOK,,,,0,,567,-15.3709247,…
    const ledger = of(read, 'ledger');
    expect(ledger.map(({ quantity }) => quantity)).toEqual(['500', '-500', '1000', '-1000']);
    expect(sum(ledger.map(({ quantity }) => quantity))).toBe(0);
    expect(sum(ledger.map(({ change }) => change))).toBeCloseTo(567 - 15.3709247, 9);
    expect(sum(ledger.map(({ fee }) => fee))).toBeCloseTo(15.3709247, 9);
    // 13:31:38 in New York in January
    expect(ledger[0]?.at).toBe(Date.UTC(2021, 0, 27, 18, 31, 38));
  });

  itWithSharedData('nets the assignments to the subtotals of each option', async (folder) => {
    const path = 'exports/ibkr/activity_trades_option_assignment.csv';
    const read = await readShared(folder, path);
    const text = sharedText(folder, path);
    expect(read.failures).toEqual([]);
    expect(read.tally.rows).toBe(
      text.split('\n').filter((line) => line.startsWith('Trades,Data,')).length,
    );
    const options = of(read, 'ledger').filter(({ symbol }) => /\d{6}C\d{8}$/.test(symbol ?? ''));
    const symbols = new Set(options.map(({ symbol }) => symbol));
    // Trades,SubTotal,,Equity and Index Options,USD,<symbol>,,,0,,,<proceeds>,<fee>,…
    const totals = text
      .split('\n')
      .filter((line) => line.startsWith('Trades,SubTotal'))
      .map((line) => line.split(','))
      .map((cells) => Number(cells[11]) + Number(cells[12]));
    expect(symbols.size).toBe(totals.length);
    const changes = Array.from(symbols, (name) => {
      const rows = options.filter(({ symbol }) => symbol === name);
      expect(sum(rows.map(({ quantity }) => quantity))).toBe(0);
      return sum(rows.map(({ change }) => change));
    });
    for (const [i, change] of changes.entries())
      expect(change).toBeCloseTo(totals[i] ?? Number.NaN, 9);
    // Sold calls were assigned: the shares went at the strike.
    const shares = of(read, 'ledger').filter(({ symbol }) => symbol === 'SOFI');
    expect(shares).toMatchObject([{ type: 'delivery', quantity: '-200', price: '25' }]);
    expect(options[0]?.contract).toMatchObject({ multiplier: '100', strike: '80', right: 'call' });
  });

  it('reads every section of a statement once', async () => {
    const read = await readText(STATEMENT);
    expect(read.failures.map(({ reason, field }) => [reason, field])).toEqual([
      ['unsupported-instrument', 'assetCategory'],
    ]);
    const closed = Date.UTC(2025, 8, 19, 20);
    expect(
      of(read, 'position').map(({ account, symbol, quantity, entryPrice, markPrice, at }) => [
        account,
        symbol,
        quantity,
        entryPrice,
        markPrice,
        at,
      ]),
    ).toEqual([
      ['U7654321', 'NOK', '1500', '4.5', '4.8', closed],
      ['U7654321', 'TQQQ  260824P00070000', '-2', '3.1', '2.95', closed],
      ['U7654321', 'ESZ5', '-1', '6500', '6510.25', closed],
    ]);
    expect(of(read, 'balance').map(({ asset, balance }) => [asset, balance])).toEqual([
      ['CHF', '3185.392'],
      ['USD', '-498.712'],
    ]);
    expect(of(read, 'figure')).toMatchObject([{ name: 'equity', asset: 'CHF', value: '8900' }]);
    expect(of(read, 'contract')).toMatchObject([
      {
        symbol: 'ESZ5',
        multiplier: '50',
        underlying: 'SPX',
        quote: 'USD',
        expiry: Date.UTC(2025, 11, 19, 21),
      },
    ]);
    expect(
      of(read, 'ledger').map(({ type, operation, asset, change, quantity }) => [
        type,
        operation,
        asset,
        change,
        quantity,
      ]),
    ).toEqual([
      ['trade', 'Order', 'USD', '-2.2', '-1'],
      ['conversion', 'Order', 'CHF', '-1000', null],
      ['conversion', 'Order', 'USD', '1250', null],
      ['fee', 'Order', 'CHF', '-1.8', null],
      ['deposit', 'Deposits & Withdrawals', 'CHF', '5000', null],
      ['withdrawal', 'Deposits & Withdrawals', 'CHF', '-814.608', null],
      ['unknown', 'Dividends', 'USD', '30', null],
      ['delivery', 'Corporate Action', 'USD', '0', '300'],
    ]);
    expect(read.events).toContainEqual({
      event: 'scope',
      account: 'U7654321',
      market: 'IBKR',
      at: closed,
    });
    expect(read.notes.join(' ')).toContain('Mark-to-Market Performance Summary (1)');
    // 6 positions and lots, 2 trades, 3 movements, 1 action, 6 lines of cash, 3 of value, 1 contract
    expect(read.tally).toEqual({ rows: 22, good: 21, failed: 1 });
  });

  it('takes the base currency’s cash where no currency stands alone', async () => {
    const text = STATEMENT.split('\n')
      .filter(
        (line) =>
          !/^Cash Report,Data,(?:Starting|Ending|Ending Settled) Cash,(?:CHF|USD)/.test(line),
      )
      .join('\n');
    const read = await readText(text);
    expect(of(read, 'balance').map(({ asset, balance }) => [asset, balance])).toEqual([
      ['CHF', '2786.422'],
    ]);
  });

  it.each([
    [
      'data without a header',
      'Trades,Header,DataDiscriminator\nOpen Positions,Data,Summary,Stocks,USD,NOK,1',
      'without its header',
    ],
    [
      'a line of no section',
      'Trades,Header,DataDiscriminator\nhello',
      'is no line of an activity statement',
    ],
  ])('fails %s', async (_name, text, message) => {
    const read = await readText(text);
    expect(read.failures).toMatchObject([{ line: 2, reason: 'malformed' }]);
    expect(read.failures[0]?.message).toContain(message);
  });
});
