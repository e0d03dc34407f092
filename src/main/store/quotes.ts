import { market } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { QuoteItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { type FactTable, milliseconds } from './fact.ts';
import { newestRows } from './newest-rows.ts';
import { type Kept, latestInstant, origin } from './origin.ts';
import { number, text, textOrNull } from './row.ts';

export const quoteTable: FactTable<QuoteItem> = {
  name: 'quote',
  columns: ['market', 'symbol', 'mark', 'bid', 'ask', 'volatility', 'forward', 'index_price', 'at'],
  values: (item) => [
    item.market,
    item.symbol,
    item.mark,
    item.bid,
    item.ask,
    item.volatility,
    item.forward,
    item.index,
    milliseconds(item.at),
  ],
  item: (row) => ({
    kind: 'quote',
    market: market(text(row, 'market')),
    symbol: text(row, 'symbol'),
    mark: textOrNull(row, 'mark'),
    bid: textOrNull(row, 'bid'),
    ask: textOrNull(row, 'ask'),
    volatility: textOrNull(row, 'volatility'),
    forward: textOrNull(row, 'forward'),
    index: textOrNull(row, 'index_price'),
    at: instant(number(row, 'at')),
  }),
  subject: ['market', 'symbol', 'at'],
  hasSubject: () => true,
  mayRepeat: () => false,
  at: (item) => item.at,
};

/** The newest quote of each instrument at or before an instant, whole: fields are not mixed. */
export function quotes(connection: Connection, asOf: Instant = latestInstant): Kept<QuoteItem>[] {
  return newestRows(connection, 'quote', ['market', 'symbol'], asOf).map((row) => ({
    item: quoteTable.item(row, null),
    origin: origin(row),
  }));
}
