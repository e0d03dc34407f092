import { asset } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { BalanceItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { type FactTable, milliseconds } from './fact.ts';
import { newestRows } from './newest-rows.ts';
import { type Kept, latestInstant, origin } from './origin.ts';
import { number, text } from './row.ts';

export const balanceTable: FactTable<BalanceItem> = {
  name: 'balance',
  columns: ['venue', 'account', 'asset', 'balance', 'at'],
  values: (item, venue) => [venue, item.account, item.asset, item.balance, milliseconds(item.at)],
  item: (row) => ({
    kind: 'balance',
    account: text(row, 'account'),
    asset: asset(text(row, 'asset')),
    balance: text(row, 'balance'),
    at: instant(number(row, 'at')),
  }),
  subject: ['venue', 'account', 'asset', 'at'],
  hasSubject: () => true,
  mayRepeat: () => false,
  at: (item) => item.at,
};

/** The newest balance of each venue, account and asset as of an instant. */
export function balances(
  connection: Connection,
  asOf: Instant = latestInstant,
): Kept<BalanceItem>[] {
  return newestRows(connection, 'balance', ['venue', 'account', 'asset'], asOf).map((row) => ({
    item: balanceTable.item(row, null),
    origin: origin(row),
  }));
}
