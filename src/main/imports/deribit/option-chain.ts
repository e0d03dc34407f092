import { z } from 'zod';
import { dayNumber } from '../../../engine/instruments/calendar.ts';
import { namedDay } from '../../../engine/instruments/name-dates.ts';
import { startOf } from '../../../engine/values/days.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { isZero, scaled } from '../decimals.ts';
import type { RowReader, Stated } from '../events.ts';
import { field, optionalDecimal, optionalTime, text, textOrNull, time } from '../fields.ts';
import type { DecimalText, QuoteItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { agreedName, DERIBIT, DERIBIT_MARKET, type Claims } from './names.ts';

type Quoted = Omit<QuoteItem, 'kind' | 'market'>;

/** One quote per row, if the columns agree with the name. */
function quoted(quote: Quoted, claims: Claims): Outcome<Stated> {
  const name = agreedName(quote.symbol, claims);
  if (!name.ok) return name;
  const item: QuoteItem = { kind: 'quote', market: DERIBIT_MARKET, ...quote };
  return ok({ items: [item], summary: `quote ${quote.symbol} ${quote.mark ?? 'without mark'}` });
}

const rightIn = field((raw): Outcome<'call' | 'put' | null> => {
  const letter = raw.trim().charAt(0).toLowerCase();
  return ok(letter === 'c' ? 'call' : letter === 'p' ? 'put' : null);
});

/** A quoted 0 means that there is no such quote. */
const offered = (price: DecimalText | null): DecimalText | null =>
  price === null || isZero(price) ? null : price;

const SnapshotRow = z.object({
  timestamp: time(['year-month-day'], 'UTC'),
  instrument_name: text,
  option_type: rightIn,
  strike: optionalDecimal(),
  expiry_datetime: optionalTime(['year-month-day'], 'UTC'),
  bid_price: optionalDecimal(),
  ask_price: optionalDecimal(),
  mark_price: optionalDecimal(),
  futures_price: optionalDecimal(),
  implied_volatility: optionalDecimal(),
  index_price: optionalDecimal(),
});

const snapshotQuote: RowReader<z.infer<typeof SnapshotRow>> = (row) =>
  quoted(
    {
      symbol: row.instrument_name,
      mark: row.mark_price,
      bid: offered(row.bid_price),
      ask: offered(row.ask_price),
      volatility: offered(row.implied_volatility),
      forward: row.futures_price,
      index: row.index_price,
      at: row.timestamp,
    },
    { expiry: row.expiry_datetime, strike: row.strike, right: row.option_type },
  );

const TickerRow = z.object({
  timestamp: time(['epoch-milliseconds'], 'UTC'),
  instrument_name: text,
  option_type: rightIn,
  strike: optionalDecimal(),
  expiration_timestamp: optionalTime(['epoch-milliseconds'], 'UTC'),
  best_bid_price: optionalDecimal(),
  best_ask_price: optionalDecimal(),
  mark_price: optionalDecimal(),
  mark_iv: optionalDecimal(),
  underlying_price: optionalDecimal(),
  index_price: optionalDecimal(),
});

const tickerQuote: RowReader<z.infer<typeof TickerRow>> = (row) => {
  const percent = offered(row.mark_iv);
  return quoted(
    {
      symbol: row.instrument_name,
      mark: row.mark_price,
      bid: offered(row.best_bid_price),
      ask: offered(row.best_ask_price),
      // Deribit's own fields give volatility in percent.
      volatility: percent === null ? null : scaled(percent, -2),
      forward: row.underlying_price,
      index: row.index_price,
      at: row.timestamp,
    },
    { expiry: row.expiration_timestamp, strike: row.strike, right: row.option_type },
  );
};

const SummaryRow = z.object({
  creation_timestamp: time(['epoch-milliseconds'], 'UTC'),
  instrument_name: text,
  option_type: rightIn,
  strike_price: optionalDecimal(),
  expire_date: textOrNull,
  bid_price: optionalDecimal(),
  ask_price: optionalDecimal(),
  mark_price: optionalDecimal(),
  underlying_price: optionalDecimal(),
  mark_iv: optionalDecimal(),
});

/** `26JAN24`, written as in names. */
function statedDay(word: string | null): Claims['expiry'] {
  const day = word === null ? null : namedDay(word);
  return day === null ? null : startOf(dayNumber(day.year, day.month, day.day ?? 1));
}

const summaryQuote: RowReader<z.infer<typeof SummaryRow>> = (row) => {
  const percent = offered(row.mark_iv);
  return quoted(
    {
      symbol: row.instrument_name,
      mark: row.mark_price,
      bid: offered(row.bid_price),
      ask: offered(row.ask_price),
      volatility: percent === null ? null : scaled(percent, -2),
      forward: row.underlying_price,
      index: null,
      at: row.creation_timestamp,
    },
    { expiry: statedDay(row.expire_date), strike: row.strike_price, right: row.option_type },
  );
};

/** Snapshots with one row per option, volatility as a fraction, prices in coin. */
export const deribitChain: StatementFormat = tableFormat({
  id: 'deribit-option-chain-csv',
  title: 'Deribit option chain (CSV)',
  venue: DERIBIT,
  columns: ['timestamp', 'instrument_name', 'mark_price', 'futures_price', 'implied_volatility'],
  schema: SnapshotRow,
  reader: () => snapshotQuote,
});

/** Tickers saved as a table under the field names of the interface, volatility in percent. */
export const deribitTickers: StatementFormat = tableFormat({
  id: 'deribit-tickers-csv',
  title: 'Deribit option tickers (CSV)',
  venue: DERIBIT,
  columns: [
    'instrument_name',
    'mark_price',
    'mark_iv',
    'underlying_price',
    'best_bid_price',
    'timestamp',
  ],
  schema: TickerRow,
  reader: () => tickerQuote,
});

/** `public/get_book_summary_by_currency` saved as a table: marks and forwards, no volatility. */
export const deribitBookSummary: StatementFormat = tableFormat({
  id: 'deribit-book-summary-csv',
  title: 'Deribit book summary (CSV)',
  venue: DERIBIT,
  columns: ['instrument_name', 'mark_price', 'underlying_price', 'creation_timestamp', 'bid_price'],
  schema: SummaryRow,
  reader: () => summaryQuote,
});
