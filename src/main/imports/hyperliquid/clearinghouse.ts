import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { isZero, negated, sumOf } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { note, type Stated } from '../events.ts';
import { decimal, fieldsOf, optionalDecimal, text, textOrNull } from '../fields.ts';
import type { FigureItem, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, isList, isObject, latestTime, member, type JsonValue } from '../json-document.ts';
import { HYPERLIQUID, HYPERLIQUID_MARKET } from './names.ts';

/** Perpetuals of the main dex are margined in this token. */
const COLLATERAL = asset('USDC');

const Leverage = z.object({ type: textOrNull, value: optionalDecimal() });

const PositionRow = z.object({
  coin: text,
  szi: decimal(),
  entryPx: optionalDecimal(),
  marginUsed: optionalDecimal(),
  leverage: Leverage.optional(),
});

function position(row: z.infer<typeof PositionRow>, account: string, at: Instant): Stated {
  const isolated = row.leverage?.type === 'isolated';
  return {
    items: [
      {
        kind: 'position',
        account,
        market: HYPERLIQUID_MARKET,
        symbol: row.coin,
        quantity: row.szi,
        entryPrice: row.entryPx,
        markPrice: null,
        indexPrice: null,
        leverage: row.leverage?.value ?? null,
        marginMode: isolated ? 'isolated' : 'cross',
        isolatedMargin: isolated ? row.marginUsed : null,
        contract: null,
        at,
      },
    ],
    summary: `position ${row.coin} ${row.szi}`,
  };
}

const Summary = z.object({ accountValue: decimal(), totalMarginUsed: optionalDecimal() });

const unrealised = (rows: readonly JsonValue[]): readonly string[] =>
  rows.flatMap((row) => {
    const pnl = member(member(row, 'position'), 'unrealizedPnl');
    return typeof pnl === 'string' ? [pnl] : [];
  });

/** The account's value is its collateral and the profit of its positions. */
function totals(
  { whole, rows }: Document,
  summary: JsonValue,
  account: string,
  at: Instant,
): Outcome<Stated> {
  const fields = fieldsOf(Summary, summary);
  if (!fields.ok) return fields;
  const { accountValue, totalMarginUsed } = fields.value;
  const profits = unrealised(rows);
  const maintenance = member(whole, 'crossMaintenanceMarginUsed');
  const values = {
    equity: accountValue,
    initialMargin: totalMarginUsed,
    maintenanceMargin: typeof maintenance === 'string' ? maintenance : null,
  };
  const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
  const figures = names.flatMap((name): readonly FigureItem[] => {
    const value = values[name];
    return value === null
      ? []
      : [{ kind: 'figure', account, name, asset: COLLATERAL, value, model: null, at }];
  });
  const balance = sumOf(accountValue, ...profits.map(negated));
  return ok({
    items: [{ kind: 'balance', account, asset: COLLATERAL, balance, at }, ...figures],
    summary: `balance ${balance} ${COLLATERAL}`,
  });
}

const momentOf = ({ whole }: Document, { fileTime }: ReadOptions): Instant =>
  latestTime([whole], 'time') ?? fileTime;

const summaryIn = (whole: JsonValue): JsonValue =>
  member(whole, 'marginSummary') ?? member(whole, 'crossMarginSummary') ?? null;

/** Positions in the order of the file, then the account's totals as the last row. */
function rowsIn(whole: JsonValue): readonly JsonValue[] | null {
  const positions = member(whole, 'assetPositions');
  return isList(positions) ? [...positions, summaryIn(whole)] : null;
}

function* closing({ whole, rows }: Document, options: ReadOptions): Iterable<ReadEvent> {
  const at = momentOf({ whole, rows }, options);
  const exposure = member(summaryIn(whole), 'totalNtlPos');
  if (rows.length === 1 && typeof exposure === 'string' && !/^0(?:\.0+)?$/.test(exposure)) {
    yield note(
      `the file lists no position but states a notional of ${exposure}: no position is closed`,
    );
    return;
  }
  yield { event: 'scope', account: options.account ?? 'main', market: HYPERLIQUID_MARKET, at };
}

/** Answer of `clearinghouseState`: signed sizes in coins, money in USDC. */
export const hyperliquidState: StatementFormat = documentFormat({
  id: 'hyperliquid-clearinghouse-json',
  title: 'Hyperliquid clearinghouse state (JSON)',
  venue: HYPERLIQUID,
  recognises: (head) => hasKeys(head, 'assetPositions', 'accountValue', 'withdrawable'),
  rows: rowsIn,
  schema: z.unknown(),
  reader(document, options) {
    const at = momentOf(document, options);
    const account = options.account ?? 'main';
    const summary = summaryIn(document.whole);
    return (row) => {
      if (row === summary && isObject(summary)) return totals(document, summary, account, at);
      const held =
        typeof row === 'object' && row !== null && 'position' in row ? row.position : null;
      const fields = fieldsOf(PositionRow, held);
      if (!fields.ok) return fields;
      if (isZero(fields.value.szi)) return fail('malformed', 'a position of size 0', 'szi');
      return ok(position(fields.value, account, at));
    };
  },
  closing,
});
