import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { assetCode, decimal, fieldsOf, optionalDecimal } from '../fields.ts';
import type { FigureItem, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, isList, latestTime, member, rowsWith, type JsonValue } from '../json-document.ts';
import { OKX } from './names.ts';

const Row = z.object({
  ccy: assetCode,
  cashBal: decimal(),
  imr: optionalDecimal(),
  mmr: optionalDecimal(),
});

const Totals = z.object({
  totalEq: optionalDecimal(),
  adjEq: optionalDecimal(),
  imr: optionalDecimal(),
  mmr: optionalDecimal(),
});

/** The account's own object: the one that lists the balances. */
const accountIn = (whole: JsonValue): JsonValue | undefined => rowsWith(whole, 'details')?.[0];

/** Totals of the account in dollars; empty unless the account margins across currencies. */
function figures(whole: JsonValue, account: string, at: Instant): readonly FigureItem[] {
  const totals = fieldsOf(Totals, accountIn(whole) ?? {});
  if (!totals.ok) return [];
  const { totalEq, adjEq, imr, mmr } = totals.value;
  const values = { equity: adjEq ?? totalEq, initialMargin: imr, maintenanceMargin: mmr };
  const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
  return names.flatMap((name) => {
    const value = values[name];
    const figure = { name, asset: asset('USD'), model: null };
    return value === null ? [] : [{ kind: 'figure' as const, account, ...figure, value, at }];
  });
}

/** Whether the account margins each currency by itself: it states no requirement of its own then. */
function isByCurrency(whole: JsonValue): boolean {
  const totals = fieldsOf(Totals, accountIn(whole) ?? {});
  return totals.ok && totals.value.imr === null && totals.value.mmr === null;
}

/** The requirement of one currency, in it. */
function requirement(
  row: z.infer<typeof Row>,
  account: string,
  at: Instant,
): readonly FigureItem[] {
  const values = { initialMargin: row.imr, maintenanceMargin: row.mmr };
  return (['initialMargin', 'maintenanceMargin'] as const).flatMap((name) => {
    const value = values[name];
    return value === null
      ? []
      : [{ kind: 'figure' as const, account, name, asset: row.ccy, value, model: null, at }];
  });
}

const momentOf = ({ whole, rows }: Document, { fileTime }: ReadOptions): Instant =>
  latestTime([accountIn(whole) ?? null, ...rows], 'uTime') ?? fileTime;

/** Answer of `account/balance`, v5. */
export const okxBalance: StatementFormat = documentFormat({
  id: 'okx-balance-json',
  title: 'OKX account balance (JSON)',
  venue: OKX,
  recognises: (head) => hasKeys(head, 'ccy', 'cashBal'),
  rows(whole) {
    const details = member(accountIn(whole), 'details');
    return isList(details) ? details : rowsWith(whole, 'ccy', 'cashBal');
  },
  schema: Row,
  reader(document, options) {
    const at = momentOf(document, options);
    const account = options.account ?? 'main';
    let told = false;
    const byCurrency = isByCurrency(document.whole);
    return (row) => {
      const { ccy, cashBal } = row;
      const totals = told ? [] : figures(document.whole, account, at);
      told = true;
      const own = byCurrency ? requirement(row, account, at) : [];
      return ok({
        items: [{ kind: 'balance', account, asset: ccy, balance: cashBal, at }, ...totals, ...own],
        summary: `balance ${cashBal} ${ccy}`,
      });
    };
  },
});
