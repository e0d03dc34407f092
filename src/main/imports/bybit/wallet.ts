import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { negated, sumOf } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { assetCode, decimal, fieldsOf, optionalDecimal, textOrNull } from '../fields.ts';
import type { FigureItem, ReadOptions, StatementFormat } from '../format.ts';
import {
  hasKeys,
  isList,
  latestTime,
  member,
  rowsWith,
  type JsonObject,
  type JsonValue,
} from '../json-document.ts';
import { BYBIT } from './markets.ts';

const Row = z.object({
  coin: assetCode,
  walletBalance: decimal(),
  spotBorrow: optionalDecimal(),
  /** Put beside each coin by `rowsIn`: the account that it belongs to. */
  of: z.unknown(),
});

const Totals = z.object({
  accountType: textOrNull,
  totalEquity: optionalDecimal(),
  totalMarginBalance: optionalDecimal(),
  totalInitialMargin: optionalDecimal(),
  totalMaintenanceMargin: optionalDecimal(),
});
type Account = z.infer<typeof Totals>;

/** The coins of every account of the answer, each with the account's totals; the first is marked. */
function rowsIn(whole: JsonValue): readonly JsonValue[] | null {
  const accounts = rowsWith(whole, 'coin', 'accountType');
  if (accounts === null) return null;
  return accounts.flatMap((account): readonly JsonValue[] => {
    const coins = member(account, 'coin');
    if (!isList(coins)) return [account];
    return coins.map((coin, i) => beside(coin, account, i === 0));
  });
}

function beside(coin: JsonValue, account: JsonValue, first: boolean): JsonValue {
  if (typeof coin !== 'object' || coin === null || isList(coin)) return coin;
  const { coin: _coins, ...totals }: JsonObject =
    isList(account) || typeof account !== 'object' || account === null ? {} : account;
  return { ...coin, of: { ...totals, first } };
}

function figures(of: Account, account: string, at: Instant): readonly FigureItem[] {
  const values = {
    // The margin balance is what the venue measures requirements against.
    equity: of.totalMarginBalance ?? of.totalEquity,
    initialMargin: of.totalInitialMargin,
    maintenanceMargin: of.totalMaintenanceMargin,
  };
  const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
  return names.flatMap((name) => {
    const value = values[name];
    const figure = { name, asset: asset('USD'), model: null };
    return value === null ? [] : [{ kind: 'figure' as const, account, ...figure, value, at }];
  });
}

const momentOf = ({ whole }: Document, { fileTime }: ReadOptions): Instant =>
  latestTime([whole], 'time') ?? fileTime;

/** Answer of `account/wallet-balance`, v5. A coin's balance is what is there less what is borrowed. */
export const bybitWallet: StatementFormat = documentFormat({
  id: 'bybit-wallet-json',
  title: 'Bybit wallet balance (JSON)',
  venue: BYBIT,
  recognises: (head) => hasKeys(head, 'accountType', 'coin', 'walletBalance'),
  rows: rowsIn,
  schema: Row,
  reader(document, options) {
    const at = momentOf(document, options);
    return (row) => {
      const of = fieldsOf(Totals, row.of ?? {});
      if (!of.ok) return of;
      const kind = of.value.accountType;
      const named = options.account ?? 'main';
      const account =
        kind === null || kind === 'UNIFIED' ? named : `${named} ${kind.toLowerCase()}`;
      const first =
        typeof row.of === 'object' && row.of !== null && 'first' in row.of && row.of.first;
      const balance = sumOf(row.walletBalance, negated(row.spotBorrow ?? '0'));
      return ok({
        items: [
          { kind: 'balance', account, asset: row.coin, balance, at },
          ...(first === true ? figures(of.value, account, at) : []),
        ],
        summary: `balance ${balance} ${row.coin}`,
      });
    };
  },
});
