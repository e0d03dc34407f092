import { z } from 'zod';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { Stated } from '../events.ts';
import { decimal, text, time } from '../fields.ts';
import type { DecimalText, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { DERIBIT, DERIBIT_MARKET, deribitName } from './names.ts';

function marked(symbol: string, mark: DecimalText, at: Instant): Outcome<Stated> {
  const name = deribitName(symbol);
  if (!name.ok) return name;
  return ok({
    items: [
      {
        kind: 'quote',
        market: DERIBIT_MARKET,
        symbol,
        mark,
        bid: null,
        ask: null,
        volatility: null,
        forward: null,
        index: null,
        at,
      },
    ],
    summary: `quote ${symbol} ${mark}`,
  });
}

const PerpetualRow = z.object({
  obs_datetime: time(['year-month-day'], 'UTC'),
  instrument_name: text,
  perp_futures_mark_price: decimal(),
});

const TermRow = z.object({
  timestamp: time(['year-month-day'], 'UTC'),
  futures_instrument_name: text,
  term_mark_price_final: decimal(),
});

/** Marks of perpetuals, beside the chain snapshots of the same moments. */
export const deribitPerpetualMarks: StatementFormat = tableFormat({
  id: 'deribit-perpetual-marks-csv',
  title: 'Deribit marks of perpetuals (CSV)',
  venue: DERIBIT,
  columns: ['obs_datetime', 'instrument_name', 'perp_futures_mark_price'],
  schema: PerpetualRow,
  reader: () => (row) => marked(row.instrument_name, row.perp_futures_mark_price, row.obs_datetime),
});

/** Marks of dated futures, beside the chain snapshots of the same moments. */
export const deribitTermMarks: StatementFormat = tableFormat({
  id: 'deribit-futures-marks-csv',
  title: 'Deribit marks of dated futures (CSV)',
  venue: DERIBIT,
  columns: ['timestamp', 'futures_instrument_name', 'term_mark_price_final'],
  schema: TermRow,
  reader: () => (row) =>
    marked(row.futures_instrument_name, row.term_mark_price_final, row.timestamp),
});
