import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, readFile, readText, sourceOf } from '../reading.ts';

/** Headers by format: what stands below them is made up. */
const HEADERS: Readonly<Record<string, string>> = {
  'ibkr-activity-csv':
    'Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Close Price,Value',
  'ibkr-flex-csv':
    'ClientAccountID,CurrencyPrimary,AssetClass,Symbol,ISIN,Buy/Sell,TradeDate,Quantity,TradePrice,TradeMoney',
  'tastytrade-history-csv':
    'Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Currency',
  'tastyworks-history-csv':
    'Date/Time,Transaction Code,Transaction Subcode,Symbol,Buy/Sell,Open/Close,Quantity,Expiration Date,Strike,Call/Put,Price,Fees,Amount,Description,Account Reference',
  'eurex-etd-csv':
    'Product ID,Contract Date,Call Put Flag,Exercise Price,Version Number,Net LS Balance,Long Balance,Short Balance',
  'yahoo-history-csv': 'Date,Open,High,Low,Close,Adj Close,Volume',
  'yfinance-history-csv': 'Price,Close,High,Low,Open,Volume',
  'bybit-klines-csv': 'timestamp,open,high,low,close,volume,turnover,date',
  'cryptodatadownload-csv': 'date,symbol,open,high,low,close,Volume BTC,Volume USDT',
  'closes-csv': 'Date,Close',
  'etherscan-price-csv': 'Date(UTC),UnixTimeStamp,Value',
  'cboe-index-csv': 'DATE,OPEN,HIGH,LOW,CLOSE',
  'deribit-dvol-csv': 'timestamp,dvol_open,dvol_high,dvol_low,dvol_close',
  'generic-csv':
    'account,market,symbol,quantity,side,mark_price,volatility,kind,payoff,underlying,quote,multiplier,expiry,right,strike,asset,balance',
};

const CELLS = [
  '', '0', '1', '-1', '100', '1e5', '1e400', '1,5', '"1,234.5"', '9'.repeat(90), '--', 'null', 'NaN', 'USD', 'U1', 'Summary', 'Lot', 'Order', 'Trade', 'ClosedLot',
  'Stocks', 'Equity and Index Options', 'Futures', 'Forex', 'Bonds', 'STK', 'OPT', 'AAPL', 'AAPL 19SEP25 80 C', 'AAPL  250919C00080000', 'ESZ5', 'CHF.USD', 'US0378331005',
  '2024-01-31', '2024-01-31T15:57:13+0200', '20240131', '9/20/24', '12/11/2018 3:50 PM', '1624924800000', '2017-08-17 01-PM', '1833-01', 'Trade', 'Receive Deliver', 'Expiration', 'Assignment',
  'BUY_TO_OPEN', 'SELL', 'Equity', 'Equity Option', 'Future', 'Future Option', 'C', 'CALL', 'future', 'option', 'inverse', 'BTC', 'long', 'FESX', '20261218', 'Ticker', 'Date', '=1+1', '__proto__', 'constructor', '"', '\uFEFF',
  'Open Positions', 'Trades', 'Cash Report', 'Header', 'Data', 'Total', 'Ending Cash', 'Base Currency Summary', 'DataDiscriminator',
]; // prettier-ignore

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...CELLS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);
const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 22 }), { maxLength: 10 });

describe('any table below a known header', () => {
  it('is read without throwing, row by row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.entries(HEADERS)),
        rows,
        fc.integer({ min: 1, max: 64 }),
        async ([format, header], table, size) => {
          const text = [header, ...table.map((line) => line.join(','))].join('\n');
          const read = await readFile(sourceOf('any_BTC-USD.csv', bytesOf(text), size), { format });
          const good = read.events.filter(({ event }) => event === 'row').length;
          expect(read.tally).toEqual({
            rows: good + read.failures.length,
            good,
            failed: read.failures.length,
          });
          for (const { message, line } of read.failures) {
            expect(message.length).toBeLessThan(600);
            expect(line).toBeGreaterThan(0);
          }
          for (const item of read.items) {
            if (item.kind === 'position') expect(item.quantity).toMatch(/^-?\d+(?:\.\d+)?$/);
            if (item.kind === 'price') expect(Number(item.close)).toBeGreaterThan(0);
            if (item.kind === 'contract') expect(Number(item.multiplier)).toBeGreaterThan(0);
            if ('at' in item) expect(Number.isFinite(item.at)).toBe(true);
          }
        },
      ),
      { numRuns: 4000 },
    );
  });
});

describe('an activity statement that is none', () => {
  it('does not fill the memory with sections', async () => {
    const text = Array.from({ length: 2000 }, (_, i) => `S${i},Header,a\nS${i},Data,1`).join('\n');
    const read = await readText(`Trades,Header,DataDiscriminator\n${text}`, {
      format: 'ibkr-activity-csv',
    });
    expect(read.failures.some(({ reason }) => reason === 'limit-exceeded')).toBe(true);
    expect(read.notes.join('').length).toBeLessThan(20_000);
  });
});
