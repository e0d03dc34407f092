import { venue } from '../../../engine/values/ids.ts';
import type { StatementFormat } from '../format.ts';
import { headerColumns } from './header-columns.ts';
import { priceFormat } from './price-format.ts';

const PRICES = { Open: 'open', High: 'high', Low: 'low', Close: 'close' } as const;

/** Yahoo Finance as a browser or `yfinance` writes it: `Date,Open,High,Low,Close,…`, with or without an offset in the date. */
export const yahooHistory: StatementFormat = priceFormat({
  id: 'yahoo-history-csv',
  title: 'Yahoo Finance price history (CSV)',
  venue: venue('YAHOO'),
  columnsOf: (header) =>
    headerColumns(
      header,
      [header[0] === 'Datetime' ? 'Datetime' : 'Date', 'Open', 'Close', 'Volume'],
      {
        ...PRICES,
        Date: 'time',
        Datetime: 'time',
      },
    ),
});

/** Three lines of header: `Price,Close,…`, `Ticker,VOO,…`, `Date,,…`. The ticker is the series. */
export const yfinanceHistory: StatementFormat = priceFormat({
  id: 'yfinance-history-csv',
  title: 'yfinance price history with a ticker line (CSV)',
  venue: venue('YAHOO'),
  columnsOf: (header) =>
    header[0] === 'Price'
      ? headerColumns(header, ['Price', 'Close'], { ...PRICES, Price: 'time' })
      : null,
  heading: (cells) => {
    const [first, second] = [cells['time'] ?? '', cells['close'] ?? ''];
    if (first === 'Ticker') return { ticker: second === '' ? null : second };
    return first === 'Date' || first === 'Datetime' ? { ticker: null } : null;
  },
});
