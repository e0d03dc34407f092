import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { isZero, magnitude, negated, signOf } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { decimal, optionalDecimal, text, word } from '../fields.ts';
import type { DecimalText, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, latestTime } from '../json-document.ts';
import { OKX, OKX_MARKET } from './names.ts';

const Row = z.object({
  instId: text,
  instType: text,
  mgnMode: word(['cross', 'isolated', 'cash']),
  posSide: word(['long', 'short', 'net']),
  pos: decimal(),
  avgPx: optionalDecimal(),
  markPx: optionalDecimal(),
  idxPx: optionalDecimal(),
  lever: optionalDecimal(),
  margin: optionalDecimal(),
});
type Fields = z.infer<typeof Row>;

const known = (price: DecimalText | null): DecimalText | null =>
  price === null || isZero(price) ? null : price;

/** Net positions carry their sign; long and short ones do not. */
function signed({ pos, posSide }: Fields): Outcome<DecimalText> {
  if (posSide === 'net') return ok(pos);
  if (signOf(pos) < 0) return fail('conflict', `side "${posSide}" contradicts size ${pos}`, 'pos');
  return ok(posSide === 'short' ? negated(magnitude(pos)) : pos);
}

function position(row: Fields, account: string, at: Instant): Outcome<Stated> {
  if (row.instType.toUpperCase() === 'MARGIN') {
    return fail(
      'unsupported-instrument',
      `${row.instId} is a margined spot position: its coin and loan are in the balances`,
      'instType',
    );
  }
  const quantity = signed(row);
  if (!quantity.ok) return quantity;
  const isolated = row.mgnMode === 'isolated';
  return ok({
    items: [
      {
        kind: 'position',
        account,
        market: OKX_MARKET,
        symbol: row.instId,
        quantity: quantity.value,
        entryPrice: known(row.avgPx),
        markPrice: known(row.markPx),
        indexPrice: known(row.idxPx),
        leverage: known(row.lever),
        marginMode: isolated ? 'isolated' : 'cross',
        isolatedMargin: isolated ? row.margin : null,
        contract: null,
        at,
      },
    ],
    summary: `position ${row.instId} ${quantity.value}`,
  });
}

const momentOf = ({ rows }: Document, { fileTime }: ReadOptions): Instant =>
  latestTime(rows, 'uTime') ?? fileTime;

/** Answer of `account/positions`, v5. Sizes are in contracts. */
export const okxPositions: StatementFormat = documentFormat({
  id: 'okx-positions-json',
  title: 'OKX positions (JSON)',
  venue: OKX,
  recognises: (head) => hasKeys(head, 'instId', 'instType', 'posSide', 'pos', 'avgPx', 'mgnMode'),
  rows: ['instId', 'pos'],
  schema: Row,
  reader(document, options) {
    const at = momentOf(document, options);
    return (row) => position(row, options.account ?? 'main', at);
  },
  *closing(document, options) {
    const at = momentOf(document, options);
    yield { event: 'scope', account: options.account ?? 'main', market: OKX_MARKET, at };
  },
});
