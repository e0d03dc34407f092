import { asset } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { FigureItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { type FactTable, milliseconds } from './fact.ts';
import { newestRows } from './newest-rows.ts';
import { type Kept, latestInstant, origin } from './origin.ts';
import { choice, number, text, textOrNull } from './row.ts';

export const figureTable: FactTable<FigureItem> = {
  name: 'figure',
  columns: ['venue', 'account', 'name', 'asset', 'value', 'model', 'at'],
  values: (item, venue) => [
    venue,
    item.account,
    item.name,
    item.asset,
    item.value,
    item.model,
    milliseconds(item.at),
  ],
  item: (row) => ({
    kind: 'figure',
    account: text(row, 'account'),
    name: choice(row, 'name', ['equity', 'initialMargin', 'maintenanceMargin']),
    asset: asset(text(row, 'asset')),
    value: text(row, 'value'),
    model: textOrNull(row, 'model'),
    at: instant(number(row, 'at')),
  }),
  subject: ['venue', 'account', 'asset', 'name', 'at'],
  hasSubject: () => true,
  mayRepeat: () => false,
  at: (item) => item.at,
};

/** The newest of each figure that a venue states, per account and asset, as of an instant. */
export function figures(connection: Connection, asOf: Instant = latestInstant): Kept<FigureItem>[] {
  return newestRows(connection, 'figure', ['venue', 'account', 'asset', 'name'], asOf).map(
    (row) => ({ item: figureTable.item(row, null), origin: origin(row) }),
  );
}
