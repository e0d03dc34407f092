import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { isZero } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { decimal, optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { DecimalText, FigureItem, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { BITMEX, BITMEX_MARKET, major, minorNamed, minorOf } from './money.ts';

const known = (price: DecimalText | null): DecimalText | null =>
  price === null || isZero(price) ? null : price;

const PositionRow = z.object({
  symbol: text,
  currency: textOrNull,
  currentQty: decimal(),
  avgEntryPrice: optionalDecimal(),
  markPrice: optionalDecimal(),
  leverage: optionalDecimal(),
  crossMargin: textOrNull,
  posMargin: optionalDecimal(),
  timestamp: time(['year-month-day'], 'UTC'),
});

function position(row: z.infer<typeof PositionRow>, { account }: ReadOptions): Outcome<Stated> {
  const isolated = row.crossMargin === 'false';
  const minor = minorNamed(minorOf(row.symbol));
  if (!minor.ok) return minor;
  const open = !isZero(row.currentQty);
  return ok({
    items: [
      {
        kind: 'position',
        account: account ?? 'main',
        market: BITMEX_MARKET,
        symbol: row.symbol,
        quantity: row.currentQty,
        entryPrice: open ? known(row.avgEntryPrice) : null,
        markPrice: known(row.markPrice),
        indexPrice: null,
        // Under cross margin BitMEX reports the most leverage allowed.
        leverage: isolated ? known(row.leverage) : null,
        marginMode: isolated ? 'isolated' : 'cross',
        isolatedMargin:
          isolated && row.posMargin !== null ? major(row.posMargin, minor.value) : null,
        contract: null,
        at: row.timestamp,
      },
    ],
    summary: `position ${row.symbol} ${row.currentQty}`,
  });
}

/** Answer of `api/v1/position`; contracts never traded are absent, so it closes none. */
export const bitmexPositions: StatementFormat = documentFormat({
  id: 'bitmex-positions-json',
  title: 'BitMEX positions (JSON)',
  venue: BITMEX,
  recognises: (head) => hasKeys(head, 'symbol', 'currentQty', 'avgEntryPrice', 'posMargin'),
  rows: ['symbol', 'currentQty'],
  schema: PositionRow,
  reader: (_document, options) => (row) => position(row, options),
});

const MarginRow = z.object({
  currency: text,
  walletBalance: optionalDecimal(),
  amount: optionalDecimal(),
  marginBalance: optionalDecimal(),
  initMargin: optionalDecimal(),
  maintMargin: optionalDecimal(),
  timestamp: time(['year-month-day'], 'UTC'),
});

function margin(row: z.infer<typeof MarginRow>, options: ReadOptions): Outcome<Stated> {
  const minor = minorNamed(row.currency);
  if (!minor.ok) return minor;
  const held = row.walletBalance ?? row.amount;
  if (held === null) return fail('missing-field', 'no balance', 'walletBalance');
  const account = options.account ?? 'main';
  const { asset: unit } = minor.value;
  const at = row.timestamp;
  const values = {
    equity: row.marginBalance,
    initialMargin: row.initMargin,
    maintenanceMargin: row.maintMargin,
  };
  const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
  const figures = names.flatMap((name): readonly FigureItem[] => {
    const value = values[name];
    if (value === null) return [];
    return [
      {
        kind: 'figure',
        account,
        name,
        asset: unit,
        value: major(value, minor.value),
        model: null,
        at,
      },
    ];
  });
  const balance = major(held, minor.value);
  return ok({
    items: [{ kind: 'balance', account, asset: unit, balance, at }, ...figures],
    summary: `balance ${balance} ${unit}`,
  });
}

/** Answer of `api/v1/user/margin` or `user/wallet`: money in minor units. */
export const bitmexMargin: StatementFormat = documentFormat({
  id: 'bitmex-margin-json',
  title: 'BitMEX wallet or margin (JSON)',
  venue: BITMEX,
  recognises: (head) =>
    hasKeys(head, 'currency', 'amount', 'timestamp') &&
    (hasKeys(head, 'deltaAmount', 'prevAmount') || hasKeys(head, 'marginBalance', 'excessMargin')),
  rows: ['currency', 'amount'],
  schema: MarginRow,
  reader: (_document, options) => (row) => margin(row, options),
});
