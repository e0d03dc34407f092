import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { sumOf } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import { assetCode, decimal } from '../fields.ts';
import type { FigureItem, StatementFormat } from '../format.ts';
import { hasKeys, isList, isObject, member, type JsonValue } from '../json-document.ts';
import { COINBASE } from './names.ts';

const Money = z.object({ value: decimal() });

const Wallet = z.object({ available_balance: Money, hold: Money.optional() });
const Row = z.object({ currency: assetCode, wallets: z.array(Wallet) });

/** Wallets of all pages by currency: one may have several, which are one balance. */
function rowsIn(whole: JsonValue): readonly JsonValue[] | null {
  const pages = isList(whole) ? whole : [whole];
  const byCurrency = new Map<string, JsonValue[]>();
  for (const page of pages) {
    const accounts = member(page, 'accounts');
    if (!isList(accounts)) return null;
    for (const wallet of accounts) {
      const currency = member(wallet, 'currency');
      const code = typeof currency === 'string' ? currency : '';
      const wallets = byCurrency.get(code) ?? [];
      wallets.push(wallet);
      byCurrency.set(code, wallets);
    }
  }
  return [...byCurrency].map(([currency, wallets]) => ({ currency, wallets }));
}

/** Answer of `api/v3/brokerage/accounts`: what is free and what is held for orders make the balance. */
export const coinbaseAccounts: StatementFormat = documentFormat({
  id: 'coinbase-accounts-json',
  title: 'Coinbase accounts (JSON)',
  venue: COINBASE,
  recognises: (head) => hasKeys(head, 'accounts', 'available_balance', 'currency', 'uuid'),
  rows: rowsIn,
  schema: Row,
  reader:
    (_document, options) =>
    ({ currency, wallets }) => {
      const amounts = wallets.flatMap(({ available_balance: free, hold }) => [
        free.value,
        hold?.value ?? '0',
      ]);
      const balance = sumOf('0', ...amounts);
      const account = options.account ?? 'main';
      return ok({
        items: [{ kind: 'balance', account, asset: currency, balance, at: options.fileTime }],
        summary: `balance ${balance} ${currency}`,
      });
    },
});

const Summary = z.object({
  available_margin: Money,
  initial_margin: Money,
  liquidation_threshold: Money,
});

/**
 * Answer of `api/v3/brokerage/cfm/balance_summary`. Positions are closed out when the available margin
 * (dollars of both wallets and unrealised profit, less what is held) falls to the liquidation threshold.
 */
export const coinbaseFuturesSummary: StatementFormat = documentFormat({
  id: 'coinbase-derivatives-summary-json',
  title: 'Coinbase Derivatives balance summary (JSON)',
  venue: COINBASE,
  recognises: (head) => hasKeys(head, 'balance_summary', 'liquidation_threshold'),
  rows: (whole) => {
    const summary = member(whole, 'balance_summary');
    return isObject(summary) ? [summary] : null;
  },
  schema: Summary,
  reader: (_document, options) => (row) => {
    const account = options.account ?? 'main';
    const figure = (name: FigureItem['name'], value: string): FigureItem => ({
      kind: 'figure',
      account,
      name,
      asset: asset('USD'),
      value,
      model: null,
      at: options.fileTime,
    });
    return ok({
      items: [
        figure('equity', row.available_margin.value),
        figure('initialMargin', row.initial_margin.value),
        figure('maintenanceMargin', row.liquidation_threshold.value),
      ],
      summary: `margin figures of ${account}`,
    });
  },
});
