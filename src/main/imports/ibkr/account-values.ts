import { z } from 'zod';
import type { Asset } from '../../../engine/values/ids.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { documentFormat } from '../document-format.ts';
import { note, type RowReader, type Stated } from '../events.ts';
import { assetCode, field, text, textOrNull } from '../fields.ts';
import { decimalText, POINT } from '../decimals.ts';
import type { DecimalText, FigureItem, StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { IBKR } from './names.ts';

type AccountValue = {
  readonly account: string | null;
  readonly tag: string;
  readonly value: string;
  /** Null for values that are no money; `BASE` repeats them in the account's own currency. */
  readonly currency: string | null;
};

const Row: z.ZodType<AccountValue> = z.object({
  account: textOrNull,
  tag: text,
  value: field((raw) => ok(raw.trim())),
  currency: textOrNull,
});

const FIGURES: ReadonlyMap<string, FigureItem['name']> = new Map([
  ['NetLiquidation', 'equity'],
  ['InitMarginReq', 'initialMargin'],
  ['MaintMarginReq', 'maintenanceMargin'],
]);

/** Tags by which the answer is known; parts of the account (`-S`, `-C`) and look-aheads repeat them. */
const KNOWN = /"(?:NetLiquidation|InitMarginReq|AccountCode|AccountOrGroup|CashBalance)"/;

type Money = { readonly asset: Asset; readonly value: DecimalText };

function money({ value, currency }: AccountValue): Outcome<Money> | null {
  if (currency === null || currency === 'BASE') return null;
  const amount = decimalText(value, POINT);
  if (!amount.ok) return { ok: false, failure: { ...amount.failure, at: 'value' } };
  const unit = assetCode.safeParse(currency);
  return unit.success ? ok({ asset: unit.data, value: amount.value }) : null;
}

/** Figures and cash by tag; other tags are shown and not used. */
const reader =
  (account: string, at: FigureItem['at']): RowReader<AccountValue> =>
  (row): Outcome<Stated> => {
    const unused = {
      items: [],
      summary: `${row.tag} ${row.value} ${row.currency ?? ''}: not used`,
    };
    const name = FIGURES.get(row.tag);
    if (name === undefined && row.tag !== 'CashBalance') return ok(unused);
    const amount = money(row);
    if (amount === null) return ok(unused);
    if (!amount.ok) return amount;
    const { asset, value } = amount.value;
    const of = { account: row.account ?? account, asset, at };
    const summary = `${row.tag} ${value} ${asset}`;
    return name === undefined
      ? ok({ items: [{ kind: 'balance', ...of, balance: value }], summary })
      : ok({ items: [{ kind: 'figure', ...of, name, value, model: null }], summary });
  };

/** What the TWS API answers to an account summary, as libraries save it: `[{account, tag, value, currency}]`. */
export const ibkrAccountValues: StatementFormat = documentFormat({
  id: 'ibkr-account-values-json',
  title: 'Interactive Brokers account values (JSON)',
  venue: IBKR,
  recognises: (head) => hasKeys(head, 'tag', 'value', 'currency') && KNOWN.test(head.text),
  rows: ['tag', 'value', 'currency'],
  schema: Row,
  reader: (_, options) => reader(options.account ?? 'main', options.fileTime),
  closing: () => [
    note('the answer names no time: its figures are taken as of the file’s own time'),
  ],
});
