import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { isZero, negated } from '../decimals.ts';
import { decimal, optionalDecimal, text, textOrNull } from '../fields.ts';
import type { LedgerItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { instantOf } from '../times.ts';
import { OKX, OKX_MARKET } from './names.ts';
import { preambleOf, zoneNotes } from './preamble.ts';

const LegacyRow = z.object({
  'Order ID': textOrNull,
  'Trade ID': textOrNull,
  'Trade Time': text,
  Pairs: text,
  Amount: decimal(),
  Price: decimal(),
  Fee: optionalDecimal(),
  unit: textOrNull,
});

/** Spot trades of the 10-column generation. It gives no side, so no balance moves: the rows are kept as told. */
export const okxLegacyTrades: StatementFormat = tableFormat({
  id: 'okx-legacy-trades-csv',
  title: 'OKX spot trades, 10 columns (CSV)',
  venue: OKX,
  columns: [
    'Order ID',
    'Trade ID',
    'Trade Time',
    'Pairs',
    'Amount',
    'Price',
    'Total',
    'Fee',
    'unit',
  ],
  schema: LegacyRow,
  reader(table, options) {
    const { zone, account } = preambleOf(table);
    return (row, line) => {
      const at = instantOf(row['Trade Time'], ['year-month-day', 'slashes'], zone);
      if (!at.ok) return fail(at.failure.reason, at.failure.message, 'Trade Time');
      const fee = row.Fee === null || isZero(row.Fee) ? null : negated(row.Fee);
      const item: LedgerItem = {
        kind: 'ledger',
        account: options.account ?? account ?? 'main',
        id: row['Trade ID'],
        at: at.value,
        sequence: -line,
        type: 'unknown',
        operation: `spot trade of ${row.Amount}, side not stated`,
        market: OKX_MARKET,
        symbol: row.Pairs.replace(/[/_]/g, '-').toUpperCase(),
        quantity: null,
        price: row.Price,
        positionAfter: null,
        asset: null,
        change: null,
        balanceAfter: null,
        fee,
        feeAsset: fee === null || row.unit === null ? null : asset(row.unit),
        contract: null,
      };
      return ok({ items: [item], summary: `spot trade ${row.Pairs} ${row.Amount}` });
    };
  },
  notes: zoneNotes,
});
