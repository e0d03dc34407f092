import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barInterval } from '../../../../src/main/imports/prices/bar-interval.ts';
import { barTime } from '../../../../src/main/imports/prices/bar-time.ts';
import { seriesNamed, seriesOfFile } from '../../../../src/main/imports/prices/series-name.ts';
import { of, readText, type Read } from '../reading.ts';

const HEADER = 'Date,Open,High,Low,Close,Adj Close,Volume';
const yahoo = (rows: readonly string[], name = 'BTC-USD.csv'): Promise<Read> =>
  readText([HEADER, ...rows].join('\n'), { name });

describe('rows of a price history', () => {
  it.each([
    ['a close of zero', '2024-01-02,1,1,1,0,1,1', 'malformed', 'close'],
    ['a negative close', '2024-01-02,1,1,1,-5,1,1', 'malformed', 'close'],
    ['no close', '2024-01-02,1,1,1,,1,1', 'missing-field', 'close'],
    ['a null', '2024-01-02,null,null,null,null,null,null', 'missing-field', 'close'],
    ['a comma for a point', '2024-01-02,1,1,1,"1,5",1,1', 'malformed', 'close'],
    ['words', '2024-01-02,1,1,1,high,1,1', 'malformed', 'close'],
    ['no date', ',1,1,1,5,1,1', 'missing-field', 'time'],
    ['a day that is none', '2024-02-30,1,1,1,5,1,1', 'malformed', 'time'],
    ['a day of two readings', '02/03/2024,1,1,1,5,1,1', 'malformed', 'time'],
    ['the day of a row above with another close', '2024-01-01,1,1,1,6,1,1', 'conflict', 'close'],
    ['too few cells', '2024-01-02,1', 'malformed', ''],
  ])('fails %s and keeps the others', async (_name, row, reason, field) => {
    const read = await yahoo(['2024-01-01,1,9,1,5,5,1', row, '2024-01-03,1,9,1,7,7,1']);
    expect(read.failures).toMatchObject([{ line: 3, reason, field }]);
    expect(of(read, 'price').map(({ close }) => close)).toEqual(['5', '7']);
    expect(read.tally).toEqual({ rows: 3, good: 2, failed: 1 });
  });

  it('passes over a repetition of the same close', async () => {
    const read = await yahoo([
      '2024-01-01,1,9,1,5,5,1',
      '2024-01-02,1,9,1,6,6,1',
      '2024-01-01,1,9,1,5.0,5,1',
    ]);
    expect(read.tally).toEqual({ rows: 3, good: 3, failed: 0 });
    expect(of(read, 'price')).toHaveLength(2);
    expect(read.notes.join(' ')).toContain('1 row: repetition');
  });

  it('keeps a close whose open and low are zero, and says so', async () => {
    const read = await yahoo(['2024-01-01,0,9,0,5,5,1', '2024-01-02,5,9,5,6,6,1']);
    expect(of(read, 'price')).toHaveLength(2);
    expect(read.notes.join(' ')).toContain('1 row: open, high or low not above zero');
  });

  it('leaves out weekends that repeat Friday, of what rests at weekends', async () => {
    // 5 January 2024 is a Friday.
    const rows = [
      '2024-01-04,1,9,1,5,5,1',
      '2024-01-05,1,9,1,6,6,1',
      '2024-01-06,1,9,1,6,6,1',
      '2024-01-07,1,9,1,6,6,1',
      '2024-01-08,1,9,1,7,7,1',
    ];
    expect(of(await yahoo(rows, '^GSPC.csv'), 'price')).toHaveLength(3);
    expect(of(await yahoo(rows, 'MYFUND.csv'), 'price')).toHaveLength(3);
    expect(of(await yahoo(rows, 'BTC-USD.csv'), 'price')).toHaveLength(5);
  });

  it('refuses bars of minutes as a whole', async () => {
    const read = await readText(
      'timestamp,open,high,low,close,volume\n2024-01-01 00:00:00,1,1,1,1,1\n2024-01-01 00:05:00,1,1,1,1,1\n',
      { name: 'BTCUSDT.csv' },
    );
    expect(read.items).toEqual([]);
    expect(read.failures).toMatchObject([{ line: 2, reason: 'unsupported-operation' }]);
    expect(read.failures[0]?.message).toContain('5 minutes');
  });

  it('fails a row whose two times disagree', async () => {
    const read = await readText(
      'timestamp,open,high,low,close,volume,turnover,date\n1624924800000,45,58,45,56,1,1,2021-06-29\n1625011200000,56,62,51,57,1,1,2021-07-30\n',
      { name: 'ETCUSDT.csv' },
    );
    expect(read.failures).toMatchObject([{ line: 3, reason: 'conflict', field: 'time' }]);
    expect(of(read, 'price')).toHaveLength(1);
  });

  it('takes the month first only where a Unix time proves it', async () => {
    const read = await readText(
      '"Date(UTC)","UnixTimeStamp","Value"\n"8/7/2015","1438905600","2.77"\n"8/8/2015","1438905600","0.81"\n',
      { name: 'export-EtherPrice.csv' },
    );
    expect(of(read, 'price')).toMatchObject([
      { asset: 'ETH', quote: 'USD', at: Date.UTC(2015, 7, 7) },
    ]);
    expect(read.failures).toMatchObject([{ line: 3, reason: 'conflict' }]);
  });

  it('names the series by the ticker line', async () => {
    const read = await readText(
      'Price,Close,High,Low,Open,Volume\nTicker,GC=F,GC=F,GC=F,GC=F,GC=F\nDate,,,,,\n2024-01-02,2064.4,2073,2055,2067,100\n',
      { name: 'download.csv' },
    );
    expect(read.tally).toEqual({ rows: 1, good: 1, failed: 0 });
    expect(of(read, 'price')).toMatchObject([{ series: 'GC=F', asset: 'XAU', quote: 'USD' }]);
  });
});

describe('the time of a bar', () => {
  it.each([
    ['2024-01-31', Date.UTC(2024, 0, 31), Date.UTC(2024, 0, 31)],
    ['1833-01', Date.UTC(1833, 0, 1), Date.UTC(1833, 0, 1)],
    ['2024-01-31 00:00:00-05:00', Date.UTC(2024, 0, 31, 5), Date.UTC(2024, 0, 31)],
    ['2024-01-31 00:00:00+09:00', Date.UTC(2024, 0, 30, 15), Date.UTC(2024, 0, 31)],
    ['2017-08-17 12-AM', Date.UTC(2017, 7, 17), Date.UTC(2017, 7, 17)],
    ['2017-08-17 12-PM', Date.UTC(2017, 7, 17, 12), Date.UTC(2017, 7, 17)],
    ['2017-08-17 11-PM', Date.UTC(2017, 7, 17, 23), Date.UTC(2017, 7, 17)],
    ['2021-03-24 01:00:00 UTC', Date.UTC(2021, 2, 24, 1), Date.UTC(2021, 2, 24)],
    ['1616544000', Date.UTC(2021, 2, 24), Date.UTC(2021, 2, 24)],
    ['1616547600000', Date.UTC(2021, 2, 24, 1), Date.UTC(2021, 2, 24)],
    ['1616547600000000', Date.UTC(2021, 2, 24, 1), Date.UTC(2021, 2, 24)],
  ])('is read from %s', (text, at, day) => {
    expect(barTime(text, false)).toEqual({ ok: true, value: { at, day } });
  });

  it.each([
    '',
    '2024-13-01',
    '2024-02-30',
    '2017-08-17 13-PM',
    '2024-01-01 25:00',
    '7/30/2015',
    '12',
    'yesterday',
  ])('is not read from "%s"', (text) => {
    expect(barTime(text, false).ok).toBe(false);
  });

  it('never throws, and its day is not after it by more than a zone', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.stringMatching(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2})?)?$/),
        ),
        fc.boolean(),
        (text, monthFirst) => {
          const time = barTime(text, monthFirst);
          if (!time.ok) return;
          expect(time.value.day % 86_400_000 === 0).toBe(true);
          expect(Math.abs(time.value.at - time.value.day)).toBeLessThan(5 * 86_400_000);
        },
      ),
    );
  });
});

describe('the length of bars', () => {
  const HOUR = 3_600_000;
  it.each([
    [[0, HOUR, 2 * HOUR], 'hour'],
    [[2 * HOUR, HOUR, 0], 'hour'],
    [[0, 24 * HOUR, 24 * HOUR, 72 * HOUR], 'day'],
    [[0, 23 * HOUR, 47 * HOUR], 'day'],
    [[0, 31 * 24 * HOUR, 59 * 24 * HOUR], 'month'],
    // Friday and Monday
    [[0, 72 * HOUR], 'day'],
    [[5], 'day'],
    [[], 'day'],
  ])('of %j is the %s', (times, interval) => {
    expect(barInterval(times)).toEqual({ ok: true, value: interval });
  });

  it.each([
    [[0, 60_000]],
    [[0, 4 * HOUR]],
    [[0, 1, 2, 3, 4, 5].map((week) => week * 7 * 24 * HOUR)],
  ])('of %j is none that is kept', (times) => {
    expect(barInterval(times).ok).toBe(false);
  });
});

describe('the series of a file', () => {
  it.each([
    ['yahoo_BTC-USD.csv', 'BTC', 'USD'],
    ['BTC-USD.csv', 'BTC', 'USD'],
    ['SUI20947-USD.csv', 'SUI', 'USD'],
    ['Binance_BTCUSDT_1h.csv', 'BTC', 'USDT'],
    ['BTCUSDT-1h-2024-01.csv', 'BTC', 'USDT'],
    ['bybit_ETHUSDC_1d_2024.csv.gz', 'ETH', 'USDC'],
    ['^GSPC.csv', 'SPX', 'USD'],
    ['yahoo_GSPC.csv', 'SPX', 'USD'],
    ['GC=F.csv', 'XAU', 'USD'],
    ['EURUSD=X.csv', 'EUR', 'USD'],
    ['USDJPY.csv', 'USD', 'JPY'],
    ['STOXX50E.csv', 'SX5E', 'EUR'],
  ])('%s is %s in %s', (name, asset, quote) => {
    expect(seriesOfFile(name)).toMatchObject({ asset, quote, known: true });
  });

  it('keeps a name that nobody knows', () => {
    expect(seriesOfFile('yahoo_VOO_daily.csv')).toMatchObject({
      name: 'VOO',
      asset: 'VOO',
      quote: 'USD',
      known: false,
    });
    // The Norwegian krone's history would be called NOKUSD: this is Nokia's share.
    expect(seriesOfFile('NOK.csv')).toMatchObject({ asset: 'NOK.STK', known: false });
    expect(seriesOfFile('eth_daily.csv')).toMatchObject({
      asset: 'ETH',
      calendar: 'always',
      known: false,
    });
    expect(seriesNamed('constructor')).toMatchObject({ asset: 'CONSTRUCTOR', known: false });
  });
});
