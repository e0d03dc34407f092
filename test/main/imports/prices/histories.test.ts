import { describe, expect } from 'vitest';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, type Read } from '../reading.ts';
import { filesIn, readShared } from '../shared-files.ts';

const FOLDERS = ['prices/daily', 'prices/hourly', 'prices/traditional', 'vol'];

const close = (read: Read, at: number): string | undefined =>
  of(read, 'price').find((item) => item.at === at)?.close;

/** Rows, kept prices, format, asset and quote. Rows and oddities as counted in data/README.md. */
const EXPECTED: Readonly<
  Record<string, readonly [rows: number, prices: number, format: string, of: string]>
> = {
  'prices/daily/bybit_AAVEUSDT.csv': [1647, 1646, 'bybit-klines-csv', 'AAVE USDT'],
  'prices/daily/bybit_ATOMUSDT.csv': [1496, 1495, 'bybit-klines-csv', 'ATOM USDT'],
  'prices/daily/bybit_ETCUSDT.csv': [1600, 1599, 'bybit-klines-csv', 'ETC USDT'],
  'prices/daily/bybit_FILUSDT.csv': [1600, 1599, 'bybit-klines-csv', 'FIL USDT'],
  'prices/daily/bybit_UNIUSDT.csv': [1446, 1445, 'bybit-klines-csv', 'UNI USDT'],
  'prices/daily/bybit_XLMUSDT.csv': [1537, 1536, 'bybit-klines-csv', 'XLM USDT'],
  'prices/daily/yahoo_ADA-USD.csv': [2586, 2586, 'yahoo-history-csv', 'ADA USD'],
  'prices/daily/yahoo_APT-USD.csv': [781, 781, 'yahoo-history-csv', 'APT USD'],
  'prices/daily/yahoo_AVAX-USD.csv': [1540, 1540, 'yahoo-history-csv', 'AVAX USD'],
  'prices/daily/yahoo_BCH-USD.csv': [2586, 2586, 'yahoo-history-csv', 'BCH USD'],
  'prices/daily/yahoo_BNB-USD.csv': [2586, 2586, 'yahoo-history-csv', 'BNB USD'],
  'prices/daily/yahoo_BTC-USD.csv': [3735, 3735, 'yahoo-history-csv', 'BTC USD'],
  'prices/daily/yahoo_DOGE-USD.csv': [2586, 2586, 'yahoo-history-csv', 'DOGE USD'],
  'prices/daily/yahoo_DOT-USD.csv': [1571, 1571, 'yahoo-history-csv', 'DOT USD'],
  'prices/daily/yahoo_ETH-USD.csv': [2586, 2586, 'yahoo-history-csv', 'ETH USD'],
  'prices/daily/yahoo_LEO-USD.csv': [2028, 2028, 'yahoo-history-csv', 'LEO USD'],
  'prices/daily/yahoo_LINK-USD.csv': [2586, 2586, 'yahoo-history-csv', 'LINK USD'],
  'prices/daily/yahoo_LTC-USD.csv': [3735, 3735, 'yahoo-history-csv', 'LTC USD'],
  'prices/daily/yahoo_NEAR-USD.csv': [1516, 1516, 'yahoo-history-csv', 'NEAR USD'],
  'prices/daily/yahoo_SOL-USD.csv': [1703, 1703, 'yahoo-history-csv', 'SOL USD'],
  'prices/daily/yahoo_STETH-USD.csv': [1446, 1446, 'yahoo-history-csv', 'STETH USD'],
  'prices/daily/yahoo_SUI-USD.csv': [585, 585, 'yahoo-history-csv', 'SUI USD'],
  'prices/daily/yahoo_TON-USD.csv': [1199, 1199, 'yahoo-history-csv', 'TON USD'],
  'prices/daily/yahoo_TRX-USD.csv': [2586, 2586, 'yahoo-history-csv', 'TRX USD'],
  'prices/daily/yahoo_USDC-USD.csv': [2253, 2253, 'yahoo-history-csv', 'USDC USD'],
  'prices/daily/yahoo_USDT-USD.csv': [2586, 2586, 'yahoo-history-csv', 'USDT USD'],
  'prices/daily/yahoo_XRP-USD.csv': [2586, 2586, 'yahoo-history-csv', 'XRP USD'],
  'prices/hourly/binance_BTCUSDT_1h_2017_2022.csv.gz': [
    42_552,
    42_551,
    'cryptodatadownload-csv',
    'BTC USDT',
  ],
  'prices/hourly/binance_ETHUSDT_1h_2020_2026.csv.gz': [53_308, 53_308, 'klines-csv', 'ETH USDT'],
  'prices/hourly/binance_SOLUSDT_1h_2020_2025.csv.gz': [47_229, 47_229, 'klines-csv', 'SOL USDT'],
  'prices/traditional/gold_monthly.csv': [2322, 2322, 'closes-csv', 'XAU USD'],
  // 1171 returns of zero on days without trading
  'prices/traditional/snp500_close_7d.csv': [3759, 3759 - 1171, 'closes-csv', 'SPX USD'],
  'prices/traditional/yahoo_AAAU.csv': [1589, 1589, 'yahoo-history-csv', 'AAAU USD'],
  'prices/traditional/yahoo_ACWI.csv': [1996, 1996, 'yahoo-history-csv', 'ACWI USD'],
  'prices/traditional/yahoo_AGG.csv': [1996, 1996, 'yahoo-history-csv', 'AGG USD'],
  'prices/traditional/yahoo_CMX_gold_future.csv': [1258, 1258, 'yahoo-history-csv', 'XAU USD'],
  'prices/traditional/yahoo_EURUSD.csv': [2067, 2067, 'yahoo-history-csv', 'EUR USD'],
  'prices/traditional/yahoo_SPY_header_only.csv': [0, 0, 'yahoo-history-csv', ''],
  // 1509 lines below the first, two of which are header still
  'prices/traditional/yfinance_VOO_3line_header.csv': [
    1507,
    1507,
    'yfinance-history-csv',
    'VOO USD',
  ],
  'vol/btc_dvol_hourly_20210324_20251015.csv.gz': [
    38_789,
    38_789,
    'deribit-dvol-csv',
    'BTC-DVOL USD',
  ],
  'vol/vix_daily.csv': [9235, 9235, 'cboe-index-csv', 'VIX USD'],
};

describe('price histories', () => {
  itWithSharedData('are all expected by name', (folder) => {
    const present = FOLDERS.flatMap((path) => filesIn(folder, path));
    expect(present.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  for (const [path, [rows, prices, format, asset]] of Object.entries(EXPECTED)) {
    itWithSharedData(`reads ${path}`, async (folder) => {
      const read = await readShared(folder, path);
      expect(read.format).toBe(format);
      expect(read.tally).toEqual({ rows, good: rows, failed: 0 });
      const items = of(read, 'price');
      expect(items).toHaveLength(prices);
      const named = new Set(items.map((item) => `${item.asset} ${item.quote}`));
      expect([...named]).toEqual(asset === '' ? [] : [asset]);
      // One close for each bar.
      expect(new Set(items.map(({ at }) => at)).size).toBe(prices);
    });
  }

  itWithSharedData('knows the closes of days that everybody remembers', async (folder) => {
    // 12 March 2020: −37.2 % (data-and-formats.md §1)
    const btc = await readShared(folder, 'prices/daily/yahoo_BTC-USD.csv');
    const [eleventh, twelfth] = [11, 12].map((day) => Number(close(btc, Date.UTC(2020, 2, day))));
    expect((twelfth ?? 0) / (eleventh ?? 1) - 1).toBeCloseTo(-0.372, 3);
    const hourly = await readShared(folder, 'prices/hourly/binance_BTCUSDT_1h_2017_2022.csv.gz');
    const hours = [9, 10].map((hour) => Number(close(hourly, Date.UTC(2020, 2, 12, hour))));
    expect((hours[1] ?? 0) / (hours[0] ?? 1) - 1).toBeCloseTo(-0.182, 3);
  });

  itWithSharedData('puts the days of New York on their own day', async (folder) => {
    // 2018-08-15 00:00:00-04:00,…,11.739999771118164
    const read = await readShared(folder, 'prices/traditional/yahoo_AAAU.csv');
    expect(of(read, 'price')[0]).toMatchObject({
      at: Date.UTC(2018, 7, 15),
      interval: 'day',
      close: '11.739999771118164',
    });
  });

  itWithSharedData('reads both forms of time in one column, in any order', async (folder) => {
    const read = await readShared(folder, 'prices/hourly/binance_BTCUSDT_1h_2017_2022.csv.gz');
    // 2017-08-17 01-PM,BTC/USDT,4411,4459,4411,4459; the first rows are sorted as text
    expect(of(read, 'price')[0]).toMatchObject({
      at: Date.UTC(2017, 7, 17, 13),
      interval: 'hour',
      close: '4459',
    });
    expect(Math.min(...of(read, 'price').map(({ at }) => at))).toBe(Date.UTC(2017, 7, 17, 4));
    expect(close(read, Date.UTC(2022, 5, 26))).toBe('21406.84');
    expect(read.notes).toContainEqual(
      expect.stringMatching(/^11885 rows: earlier than the row above/),
    );
    expect(read.notes).toContainEqual(expect.stringMatching(/^1 row: repetition/));
  });

  itWithSharedData('starts months before the epoch', async (folder) => {
    const read = await readShared(folder, 'prices/traditional/gold_monthly.csv');
    expect(of(read, 'price')[0]).toMatchObject({
      at: Date.UTC(1833, 0, 1),
      interval: 'month',
      close: '18.93',
    });
  });

  itWithSharedData(
    'leaves no repeated close in an index stretched to seven days',
    async (folder) => {
      const read = await readShared(folder, 'prices/traditional/snp500_close_7d.csv');
      const items = of(read, 'price');
      expect(items.filter(({ at }) => [0, 6].includes(new Date(at).getUTCDay()))).toEqual([]);
      const repeated = items.filter((item, i) => item.close === items[i - 1]?.close);
      expect(repeated).toEqual([]);
    },
  );

  itWithSharedData('tells of what is odd about rows it keeps', async (folder) => {
    const notes = async (path: string): Promise<string> =>
      (await readShared(folder, path)).notes.join('\n');
    expect(await notes('prices/traditional/yahoo_EURUSD.csv')).toContain(
      '47 rows: high and low do not enclose',
    );
    expect(await notes('vol/vix_daily.csv')).toContain('47 rows: high and low do not enclose');
    expect(await notes('vol/vix_daily.csv')).toContain('is a volatility index');
    expect(await notes('vol/btc_dvol_hourly_20210324_20251015.csv.gz')).toContain('52 gaps');
    expect(await notes('prices/daily/yahoo_AVAX-USD.csv')).toContain(
      '1 gap, the longest of 69 days after 2020-07-14',
    );
    expect(await notes('prices/hourly/binance_SOLUSDT_1h_2020_2025.csv.gz')).toContain('10 gaps');
    expect(await notes('prices/traditional/yahoo_SPY_header_only.csv')).toContain('no row');
    expect(await notes('prices/traditional/yahoo_AGG.csv')).toContain(
      'is no series that is known here',
    );
  });

  itWithSharedData('fails the days on which ether had no price yet', async (folder) => {
    for (const [name, asset, quote] of [
      ['eth_price_daily_2015_2026', 'ETH', 'USD'],
      ['eth_avg_gas_price_daily_2015_2026', 'ETH-GAS', 'WEI'],
    ]) {
      const read = await readShared(folder, `gas/${name}.csv`);
      expect(read.tally).toEqual({ rows: 3961, good: 3953, failed: 8 });
      expect(read.failures.every(({ field }) => field === 'close')).toBe(true);
      // The first day with a price is the 7th of August, not the 8th of July.
      expect(of(read, 'price')[0]).toMatchObject({ asset, quote, at: Date.UTC(2015, 7, 7) });
    }
  });
});
