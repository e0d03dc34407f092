import { asset, market } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { ContractItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { type FactTable, milliseconds } from './fact.ts';
import { type Kept, latestInstant, origin, originColumns } from './origin.ts';
import { choice, choiceOrNull, numberOrNull, type Row, text, textOrNull } from './row.ts';

export const contractTable: FactTable<ContractItem> = {
  name: 'contract',
  columns: [
    'market',
    'symbol',
    'instrument_kind',
    'payoff',
    'underlying',
    'quote',
    'settlement',
    'multiplier',
    'price_unit',
    'expiry',
    'option_right',
    'strike',
    'exercise',
  ],
  values: (item) => [
    item.market,
    item.symbol,
    item.instrumentKind,
    item.payoff,
    item.underlying,
    item.quote,
    item.settlement,
    item.multiplier,
    item.priceUnit,
    item.expiry === null ? null : milliseconds(item.expiry),
    item.right,
    item.strike,
    item.exercise,
  ],
  item: contractItem,
  subject: ['market', 'symbol'],
  hasSubject: () => true,
  mayRepeat: () => false,
  at: () => null,
};

function contractItem(row: Row): ContractItem {
  const expiry = numberOrNull(row, 'expiry');
  return {
    kind: 'contract',
    market: market(text(row, 'market')),
    symbol: text(row, 'symbol'),
    instrumentKind: choice(row, 'instrument_kind', ['spot', 'perpetual', 'future', 'option']),
    payoff: choice(row, 'payoff', ['linear', 'inverse', 'quanto']),
    underlying: asset(text(row, 'underlying')),
    quote: asset(text(row, 'quote')),
    settlement: asset(text(row, 'settlement')),
    multiplier: text(row, 'multiplier'),
    priceUnit: choice(row, 'price_unit', ['quote', 'underlying']),
    expiry: expiry === null ? null : instant(expiry),
    right: choiceOrNull(row, 'option_right', ['call', 'put']),
    strike: textOrNull(row, 'strike'),
    exercise: choiceOrNull(row, 'exercise', ['european', 'american']),
  };
}

/** The facts that a row of another table names by number, each read once. */
export function contractById(connection: Connection): (id: number) => ContractItem {
  const select = connection.prepare<[number], Row>('SELECT * FROM contract WHERE id = ?');
  const known = new Map<number, ContractItem>();
  return (id) => {
    let found = known.get(id);
    if (found === undefined) {
      found = contractItem(select.get(id) ?? {});
      known.set(id, found);
    }
    return found;
  };
}

/**
 * The facts of each contract as stated last. For a past instant, statements from before it are
 * preferred; a contract known only from later ones is still that contract.
 */
export function contracts(
  connection: Connection,
  asOf: Instant = latestInstant,
): Kept<ContractItem>[] {
  return connection
    .prepare<[number], Row>(
      `SELECT f.*, ${originColumns}
       FROM (SELECT DISTINCT market, symbol FROM contract) subject
       JOIN contract f ON f.id = (
         SELECT x.id FROM contract x JOIN statement live ON live.id = x.statement
         WHERE x.market = subject.market AND x.symbol = subject.symbol AND live.undone_at IS NULL
         ORDER BY live.as_of <= ? DESC, x.statement DESC, x.line DESC, x.part DESC LIMIT 1)
       JOIN statement s ON s.id = f.statement
       ORDER BY f.market, f.symbol`,
    )
    .all(asOf)
    .map((row) => ({ item: contractItem(row), origin: origin(row) }));
}
