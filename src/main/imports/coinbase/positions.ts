import { z } from 'zod';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { negated, signOf } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import { decimal, optionalDecimal, text, word } from '../fields.ts';
import type { StatementFormat } from '../format.ts';
import { hasKeys, member } from '../json-document.ts';
import { COINBASE, COINBASE_DERIVATIVES } from './names.ts';

const Money = z.object({ value: optionalDecimal() });

const Row = z.object({
  product_id: text,
  side: word(['LONG', 'SHORT']),
  number_of_contracts: decimal(),
  current_price: Money.optional(),
  avg_entry_price: Money.optional(),
  entry_vwap: Money.optional(),
});

/** Answer of the Advanced Trade API for `cfm/positions`: contracts without a sign. */
export const coinbasePositions: StatementFormat = documentFormat({
  id: 'coinbase-derivatives-positions-json',
  title: 'Coinbase Derivatives positions (JSON)',
  venue: COINBASE,
  recognises: (head) => hasKeys(head, 'product_id', 'number_of_contracts', 'side'),
  rows: ['product_id', 'number_of_contracts'],
  schema: Row,
  reader: (_document, options) => (row) => {
    const size = row.number_of_contracts;
    if (signOf(size) < 0)
      return fail('conflict', `side ${row.side} with ${size} contracts`, 'side');
    const quantity = row.side === 'SHORT' ? negated(size) : size;
    return ok({
      items: [
        {
          kind: 'position',
          account: options.account ?? 'main',
          market: COINBASE_DERIVATIVES,
          symbol: row.product_id,
          quantity,
          entryPrice: row.avg_entry_price?.value ?? row.entry_vwap?.value ?? null,
          markPrice: row.current_price?.value ?? null,
          indexPrice: null,
          // The leverage of the answer is what was used, not what was chosen.
          leverage: null,
          marginMode: 'cross',
          isolatedMargin: null,
          contract: null,
          at: options.fileTime,
        },
      ],
      summary: `position ${row.product_id} ${quantity}`,
    });
  },
  *closing({ whole }, options) {
    // `cfm/positions/{product_id}` answers for one product: it closes no other.
    if (member(whole, 'position') !== undefined) return;
    const account = options.account ?? 'main';
    yield { event: 'scope', account, market: COINBASE_DERIVATIVES, at: options.fileTime };
  },
});
