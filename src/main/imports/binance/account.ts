import { z } from 'zod';
import type { Market } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { note, type RowReader, type Stated } from '../events.ts';
import { assetCode, decimal, fieldsOf, optionalDecimal } from '../fields.ts';
import type { FigureItem, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, isList, member, rowsWith, type JsonValue } from '../json-document.ts';
import { BINANCE, BINANCE_COINM, BINANCE_USDM } from './accounts.ts';
import {
  futuresAccount,
  futuresMarket,
  futuresPosition,
  momentOf,
  PositionRow,
} from './positions.ts';

const AssetRow = z.object({
  asset: assetCode,
  walletBalance: decimal(),
  crossWalletBalance: optionalDecimal(),
  marginBalance: optionalDecimal(),
  initialMargin: optionalDecimal(),
  maintMargin: optionalDecimal(),
});

/** Rows of both lists of the answer: balances first, then positions. */
function rowsIn(whole: JsonValue): readonly JsonValue[] | null {
  const assets = member(whole, 'assets');
  const positions = member(whole, 'positions');
  return isList(assets)
    ? [...assets, ...(isList(positions) ? positions : [])]
    : rowsWith(whole, 'asset', 'walletBalance');
}

/** USD-M and COIN-M give the same shape: the contracts tell them apart, else what only USD-M answers. */
function marketOf({ whole, rows }: Document): Market {
  const symbols = rows.map((row) => member(row, 'symbol'));
  if (
    symbols.some((symbol) => typeof symbol === 'string' && futuresMarket(symbol) === BINANCE_COINM)
  ) {
    return BINANCE_COINM;
  }
  const dollars = rows.some((row) => {
    const code = member(row, 'asset');
    return typeof code === 'string' && /^(?:USDT|USDC|BUSD|FDUSD|USD1)$/.test(code);
  });
  return dollars || member(whole, 'totalWalletBalance') !== undefined
    ? BINANCE_USDM
    : BINANCE_COINM;
}

/** What isolated positions hold comes with them: where the cross wallet is told, it alone is the balance. */
function walletStated(row: z.infer<typeof AssetRow>, account: string, at: Instant): Stated {
  const values: Readonly<Record<FigureItem['name'], string | null>> = {
    equity: row.marginBalance,
    initialMargin: row.initialMargin,
    maintenanceMargin: row.maintMargin,
  };
  const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
  const figures = names.flatMap((name) => {
    const value = values[name];
    return value === null
      ? []
      : [{ kind: 'figure' as const, account, name, asset: row.asset, value, model: null, at }];
  });
  const balance = row.crossWalletBalance ?? row.walletBalance;
  return {
    items: [{ kind: 'balance', account, asset: row.asset, balance, at }, ...figures],
    summary: `balance ${balance} ${row.asset}`,
  };
}

function reader(document: Document, options: ReadOptions): RowReader<unknown> {
  const account = futuresAccount(marketOf(document), options);
  const at = momentOf(document, options);
  return (row) => {
    const isPosition = typeof row === 'object' && row !== null && 'positionAmt' in row;
    if (isPosition) {
      const fields = fieldsOf(PositionRow, row);
      return fields.ok ? futuresPosition(fields.value, at, options) : fields;
    }
    const fields = fieldsOf(AssetRow, row);
    return fields.ok ? ok(walletStated(fields.value, account, at)) : fields;
  };
}

/** `positions` of this answer may leave out contracts without a position, so it closes none. */
function* closing({ rows }: Document): Iterable<ReadEvent> {
  const held = rows.some((row) => member(row, 'positionAmt') !== undefined);
  if (!held) yield note('the file states balances only; positions come from positionRisk');
}

/** `fapi/v2/account` (and v3), `dapi/v1/account`: balances per asset, and positions. */
export const binanceAccount: StatementFormat = documentFormat({
  id: 'binance-account-json',
  title: 'Binance futures account (JSON)',
  venue: BINANCE,
  recognises: (head) => hasKeys(head, 'assets', 'asset', 'walletBalance'),
  rows: rowsIn,
  schema: z.unknown(),
  reader,
  closing,
});

const BalanceRow = z.object({
  asset: assetCode,
  balance: decimal(),
  crossWalletBalance: optionalDecimal(),
});

/** `fapi/v2/balance`, `dapi/v1/balance`. */
export const binanceBalance: StatementFormat = documentFormat({
  id: 'binance-balance-json',
  title: 'Binance futures balances (JSON)',
  venue: BINANCE,
  recognises: (head) => hasKeys(head, 'accountAlias', 'asset', 'balance', 'crossWalletBalance'),
  rows: ['asset', 'balance'],
  schema: BalanceRow,
  reader(document, options) {
    const account = futuresAccount(marketOf(document), options);
    const at = momentOf(document, options);
    return ({ asset, balance: whole, crossWalletBalance }) => {
      const balance = crossWalletBalance ?? whole;
      return ok({
        items: [{ kind: 'balance', account, asset, balance, at }],
        summary: `balance ${balance} ${asset}`,
      });
    };
  },
});
