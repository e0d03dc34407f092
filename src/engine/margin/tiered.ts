import type { TierTable } from '../model/margin-numbers.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { dayOf, startOf } from '../values/days.ts';
import type { Venue } from '../values/ids.ts';
import { kept } from '../values/kept.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { inForce, newest, type Stated } from './editions.ts';
import { boughtOption, sellerRuleOf, soldOption } from './option-seller.ts';
import { listRule, type ListRule, type PositionMargin } from './position-margin.ts';
import { tieredMargin } from './tiers.ts';

/** A venue's tier tables in force at the account's time by symbol: the newest edition's, among equals the first. */
export const tierTablesOf = ({
  account,
  editions,
  asOf,
}: AccountInput): ReadonlyMap<string, Stated<'tiered', TierTable>> =>
  tablesIn(editions, account.venue, dayOf(asOf));

const tablesIn = kept(readTables);

function readTables(
  editions: readonly MarginEdition[],
  venue: Venue,
  day: number,
): ReadonlyMap<string, Stated<'tiered', TierTable>> {
  const found = new Map<string, Stated<'tiered', TierTable>>();
  for (const edition of inForce(editions, venue, 'tiered', startOf(day))) {
    for (const table of edition.numbers.tables) {
      for (const symbol of table.symbols) {
        if (!found.has(symbol)) found.set(symbol, { value: table, edition });
      }
    }
  }
  return found;
}

/** Margin by a venue's tier tables and option seller rules, as in force at the account's time. */
export const tieredRule = ({ account, editions, asOf }: AccountInput): ListRule =>
  ruleIn(editions, account.venue, dayOf(asOf));

/** The rule on a day: asked again about a position, its answer is kept. */
const ruleIn = kept(readRule);

function readRule(editions: readonly MarginEdition[], venue: Venue, day: number): ListRule {
  const current = inForce(editions, venue, 'tiered', startOf(day));
  const tables = tablesIn(editions, venue, day);
  const tableOf = ({ instrument }: PricedPosition): Stated<'tiered', TierTable> | null =>
    tables.get(instrument.symbol) ?? null;

  const optionMargin = (of: PricedPosition): Outcome<PositionMargin> => {
    const { option, underlying, symbol } = of.instrument;
    if (option === null || of.position.quantity >= 0) return ok(boughtOption(of));
    const rule = newest(current, ({ options }) => sellerRuleOf(options, of));
    return rule === null
      ? fail(
          'not-published',
          `no seller rule of ${venue} for options on ${underlying} is known for ${symbol}`,
          of.position.source,
        )
      : ok(soldOption(of, option, rule.value, rule.edition));
  };

  return listRule({
    margin: (of, pooling) => {
      if (of.instrument.option !== null) return optionMargin(of);
      const table = tableOf(of);
      return table === null
        ? fail(
            'not-published',
            `no tiers of ${venue} are known for ${of.instrument.symbol}`,
            of.position.source,
          )
        : tieredMargin(of, table.value, table.edition, pooling);
    },
    legs: (of) => tableOf(of)?.value.legs ?? 'net',
    offsets: (of) => tableOf(of)?.value.offset === 'larger-side',
  });
}
