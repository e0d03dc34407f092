import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { FILE_TIME, of, readText } from '../reading.ts';
import { readShared } from '../shared-files.ts';

const FIXTURES = 'fixtures/nautilus/interactive_brokers';

describe('IBKR account values', () => {
  itWithSharedData('keeps margins, worth and cash, each once', async (folder) => {
    const read = await readShared(folder, `${FIXTURES}/account_values.json`);
    expect(read.format).toBe('ibkr-account-values-json');
    // The fixture is a list of 108 values (data/README.md).
    expect(read.tally).toEqual({ rows: 108, good: 108, failed: 0 });
    expect(of(read, 'figure').map(({ name, asset, value }) => [name, asset, value])).toEqual([
      ['initialMargin', 'AUD', '200000.97'],
      ['maintenanceMargin', 'AUD', '200000.36'],
      ['equity', 'AUD', '1000000.24'],
    ]);
    expect(of(read, 'balance').map(({ asset, balance }) => [asset, balance])).toEqual([
      ['AUD', '-100000.79'],
      ['EUR', '429.72'],
      ['USD', '100000.27'],
    ]);
    expect(of(read, 'figure')[0]).toMatchObject({ account: 'DU123456', at: FILE_TIME });
  });

  itWithSharedData('keeps what an adviser’s answer has', async (folder) => {
    const read = await readShared(folder, `${FIXTURES}/account_values_fa.json`);
    expect(read.tally).toEqual({ rows: 26, good: 26, failed: 0 });
    expect(of(read, 'figure')).toMatchObject([{ name: 'equity', value: '1020194.83' }]);
    expect(of(read, 'balance')).toMatchObject([{ asset: 'USD', balance: '1019624.57' }]);
  });

  it('fails a margin that is no number', async () => {
    const read = await readText(
      '[{"account":"U1","tag":"InitMarginReq","value":"many","currency":"USD","modelCode":""}]',
    );
    expect(read.failures).toMatchObject([{ line: 1, field: 'value', reason: 'malformed' }]);
  });
});

describe('IBKR Flex tables', () => {
  itWithSharedData('reads trades named by ISIN and says what conversions lack', async (folder) => {
    const read = await readShared(folder, 'exports/other-brokers/ibkr-trades-export.csv');
    expect(read.format).toBe('ibkr-flex-csv');
    expect(read.tally).toEqual({ rows: 11, good: 8, failed: 3 });
    expect(read.failures.map(({ line, reason, field }) => [line, reason, field])).toEqual([
      [10, 'missing-field', 'symbol'],
      [11, 'missing-field', 'symbol'],
      [12, 'missing-field', 'symbol'],
    ]);
    const ledger = of(read, 'ledger');
    // "BUY","20230522","CH0111762537","7","282.7","1978.9","CHF","-5","CHF": 1978.9 + 5
    expect(ledger[0]).toMatchObject({
      symbol: 'CH0111762537',
      quantity: '7',
      change: '-1983.9',
      fee: '5',
    });
    // 95 + 105 + 11 + 1 + 2 + 97 + 12
    const held = ledger
      .filter(({ symbol }) => symbol === 'US9220427424')
      .reduce((total, { quantity }) => total.plus(quantity ?? '0'), new Decimal(0));
    expect(held.toFixed()).toBe('323');
    expect(read.notes.join(' ')).toContain('ISIN');
  });

  itWithSharedData('reads dividends and taxes', async (folder) => {
    const read = await readShared(folder, 'exports/other-brokers/ibkr-dividends-export.csv');
    expect(read.tally).toEqual({ rows: 11, good: 11, failed: 0 });
    const dollars = of(read, 'ledger').filter(({ asset }) => asset === 'USD');
    const total = dollars.reduce((all, { change }) => all.plus(change ?? '0'), new Decimal(0));
    // 137.23 − 20.58 − 12.9 − 25.47 + 85.97 + 169.77 + 0.59
    expect(total.toFixed()).toBe('334.61');
  });

  it('reads the tables of one file below each other, with and without marks', async () => {
    const positions =
      '"ClientAccountID","CurrencyPrimary","AssetClass","Symbol","Multiplier","ReportDate","Quantity","MarkPrice","PositionValue","OpenPrice","LevelOfDetail"\n"U1","USD","STK","AAPL","1","20250115","10","200","2000","180","SUMMARY"\n';
    const cash =
      '"ClientAccountID","CurrencyPrimary","ToDate","EndingCash"\n"U1","USD","20250115","57.5"\n';
    const plain = await readText(positions + cash);
    const marked = await readText(
      `BOF,U1\n${(positions + cash)
        .trim()
        .split('\n')
        .map((line) => `${line.startsWith('"Client') ? 'HEADER' : 'DATA'},X,${line}`)
        .join('\n')}\nEOF,U1\n`,
    );
    for (const read of [plain, marked]) {
      expect(read.failures).toEqual([]);
      expect(of(read, 'position')).toMatchObject([
        { account: 'U1', symbol: 'AAPL', quantity: '10', entryPrice: '180', markPrice: '200' },
      ]);
      expect(of(read, 'balance')).toMatchObject([{ asset: 'USD', balance: '57.5' }]);
    }
  });

  it('does not take a bond for a share because it has an ISIN', async () => {
    const read = await readText(
      'Buy/Sell,TradeDate,ISIN,Quantity,TradePrice,TradeMoney,CurrencyPrimary\nBUY,20250115,US91282CHY03,5000,99.5,4975,USD\n',
    );
    expect(read.failures).toMatchObject([
      { line: 2, field: 'AssetClass', reason: 'missing-field' },
    ]);
  });

  it('fails a sale with a bought quantity', async () => {
    const read = await readText(
      'Buy/Sell,TradeDate,AssetClass,Symbol,Quantity,TradePrice,TradeMoney,CurrencyPrimary\nSELL,20250115,STK,AAPL,5,200,1000,USD\n',
    );
    expect(read.failures).toMatchObject([{ line: 2, reason: 'conflict' }]);
  });
});
