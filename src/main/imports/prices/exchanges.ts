import { venue } from '../../../engine/values/ids.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import type { StatementFormat } from '../format.ts';
import { barTime } from './bar-time.ts';
import { headerColumns } from './header-columns.ts';
import { priceFormat } from './price-format.ts';

const PRICES = { open: 'open', high: 'high', low: 'low', close: 'close' } as const;

/** Bybit's kline endpoint as a table: milliseconds, and the day again as text. */
export const bybitHistory: StatementFormat = priceFormat({
  id: 'bybit-klines-csv',
  title: 'Bybit klines (CSV)',
  venue: venue('BYBIT'),
  columnsOf: (header) =>
    headerColumns(header, ['timestamp', 'open', 'close', 'turnover'], {
      ...PRICES,
      timestamp: 'time',
    }),
  check: (cells, time) => {
    const day = cells['other date'];
    const again = day === undefined ? null : barTime(day, false);
    return again === null || (again.ok && again.value.day === time.day)
      ? ok(null)
      : fail('conflict', `timestamp and date "${day}" name two days`);
  },
});

/** CryptoDataDownload's Binance files: the symbol in each row, two forms of time in one column. */
export const cryptoDataDownload: StatementFormat = priceFormat({
  id: 'cryptodatadownload-csv',
  title: 'CryptoDataDownload price history (CSV)',
  venue: venue('BINANCE'),
  columnsOf: (header) => {
    const lower = header.map((column) => column.toLowerCase());
    if (!lower.some((column) => column.startsWith('volume '))) return null;
    return headerColumns(lower, ['date', 'symbol', 'open', 'close'], {
      ...PRICES,
      date: 'time',
      symbol: 'symbol',
    });
  },
});

const CLOCKS = ['timestamp', 'datetime', 'time', 'date', 'open_time'];

/** `timestamp,[datetime,]open,high,low,close,volume`, as exchanges' archives and most scripts write it. */
export const plainKlines: StatementFormat = priceFormat({
  id: 'klines-csv',
  title: 'Price history with a timestamp column (CSV)',
  venue: venue('EXCHANGE'),
  columnsOf: (header) => {
    const [clock = ''] = header;
    return CLOCKS.includes(clock) && !header.includes('turnover') && !header.includes('symbol')
      ? headerColumns(header, ['open', 'high', 'low', 'close', 'volume'], {
          ...PRICES,
          [clock]: 'time',
        })
      : null;
  },
});
