import { z } from 'zod';
import type { Market } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { isZero, magnitude, negated } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { note, type Stated } from '../events.ts';
import { decimal, fieldsOf, optionalDecimal, text, textOrNull } from '../fields.ts';
import type { DecimalText, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, isList, latestTime, member, rowsWith, type JsonValue } from '../json-document.ts';
import { BYBIT, BYBIT_LINEAR, derivativeMarket, marketOfCategory } from './markets.ts';

const Row = z.object({
  symbol: text,
  side: textOrNull,
  size: decimal(),
  avgPrice: optionalDecimal(),
  entryPrice: optionalDecimal(),
  markPrice: optionalDecimal(),
  leverage: optionalDecimal(),
  tradeMode: textOrNull,
  positionBalance: optionalDecimal(),
  category: textOrNull,
});
type Fields = z.infer<typeof Row>;

const known = (price: DecimalText | null): DecimalText | null =>
  price === null || isZero(price) ? null : price;

function signed({ side, size }: Fields): Outcome<DecimalText> {
  if (isZero(size)) return ok('0');
  if (side === 'Buy') return ok(magnitude(size));
  if (side === 'Sell') return ok(negated(magnitude(size)));
  return fail('conflict', `a size of ${size} without a side`, 'side');
}

/** The category that the row or the answer states, else the form of the name. */
function marketOf(row: Fields, { whole }: Document): Market {
  const stated = row.category === null ? null : marketOfCategory(row.category);
  return stated ?? statedMarket(whole) ?? derivativeMarket(row.symbol);
}

/** Pages of one answer are a list of answers: all say the same of themselves, the last has no cursor. */
const lastPage = (whole: JsonValue): JsonValue => (isList(whole) ? (whole.at(-1) ?? null) : whole);

function statedMarket(whole: JsonValue): Market | null {
  const category = member(member(lastPage(whole), 'result'), 'category');
  return typeof category === 'string' ? marketOfCategory(category) : null;
}

const isPage = (value: JsonValue): boolean => member(value, 'result') !== undefined;

const MARKS = ['symbol', 'size', 'side'] as const;

const rowsIn = (whole: JsonValue): readonly JsonValue[] | null =>
  isList(whole) && whole.every(isPage)
    ? whole.flatMap((page) => rowsWith(page, ...MARKS) ?? [])
    : rowsWith(whole, ...MARKS);

function position(row: Fields, market: Market, account: string, at: Instant): Outcome<Stated> {
  const quantity = signed(row);
  if (!quantity.ok) return quantity;
  if (market !== derivativeMarket(row.symbol)) {
    return fail('conflict', `"${row.symbol}" is no name of ${market}`, 'category');
  }
  const isolated = row.tradeMode === '1';
  return ok({
    items: [
      {
        kind: 'position',
        account,
        market,
        symbol: row.symbol,
        quantity: quantity.value,
        entryPrice: known(row.avgPrice ?? row.entryPrice),
        markPrice: known(row.markPrice),
        indexPrice: null,
        leverage: known(row.leverage),
        marginMode: isolated ? 'isolated' : 'cross',
        isolatedMargin: isolated ? known(row.positionBalance) : null,
        contract: null,
        at,
      },
    ],
    summary: `position ${row.symbol} ${quantity.value}`,
  });
}

const momentOf = ({ whole, rows }: Document, { fileTime }: ReadOptions): Instant =>
  latestTime([lastPage(whole)], 'time') ??
  latestTime([whole], 'creationTime') ??
  latestTime(rows, 'updatedTime') ??
  fileTime;

/** Linear contracts are asked for by the coin that they settle in. */
const settlementOf = (symbol: string): string => (symbol.includes('USDT') ? 'USDT' : 'USDC');

/** An answer without a position does not say the coin that it was asked for: the title of the question does. */
function* nothingHeld(
  market: Market,
  { account, name }: ReadOptions,
  at: Instant,
): Iterable<ReadEvent> {
  const scope = { event: 'scope' as const, account: account ?? 'main', market, at };
  const settlement = / linear (USDT|USDC)\b/.exec(name)?.[1];
  if (market !== BYBIT_LINEAR) yield scope;
  else if (settlement !== undefined) yield { ...scope, settlement };
  else yield note('an empty answer does not say of which settlement coin: nothing is closed by it');
}

function* closing(document: Document, options: ReadOptions): Iterable<ReadEvent> {
  const at = momentOf(document, options);
  const account = options.account ?? 'main';
  const cursor = member(member(lastPage(document.whole), 'result'), 'nextPageCursor');
  if (typeof cursor === 'string' && cursor !== '') {
    yield note(
      'the answer has further pages: positions that it does not name are left as they were',
    );
    return;
  }
  // A message of the stream names only the positions that changed.
  if (member(document.whole, 'topic') !== undefined) return;
  const held = new Map<Market, Set<string>>();
  for (const row of document.rows) {
    const fields = fieldsOf(Row, row);
    if (!fields.ok) continue;
    const market = marketOf(fields.value, document);
    held.set(market, (held.get(market) ?? new Set()).add(settlementOf(fields.value.symbol)));
  }
  const asked = held.size === 0 ? statedMarket(document.whole) : null;
  if (asked !== null) yield* nothingHeld(asked, options, at);
  for (const [market, settlements] of held) {
    const [only, ...others] = settlements;
    const part = market === BYBIT_LINEAR && only !== undefined && others.length === 0;
    yield { event: 'scope', account, market, at, ...(part ? { settlement: only } : {}) };
  }
}

/** Answer of `position/list`, v5, or a message of the position stream. */
export const bybitPositions: StatementFormat = documentFormat({
  id: 'bybit-positions-json',
  title: 'Bybit positions (JSON)',
  venue: BYBIT,
  recognises: (head) => hasKeys(head, 'symbol', 'side', 'size', 'positionIdx', 'positionValue'),
  rows: rowsIn,
  schema: Row,
  reader(document, options) {
    const at = momentOf(document, options);
    return (row) => position(row, marketOf(row, document), options.account ?? 'main', at);
  },
  closing,
});
