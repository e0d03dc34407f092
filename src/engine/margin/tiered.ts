import type { TierTable } from '../model/margin-numbers.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { inForce, newest, type Stated } from './editions.ts';
import { boughtOption, sellerRuleOf, soldOption } from './option-seller.ts';
import type { PositionMargin, PositionRule } from './position-margin.ts';
import { tieredMargin } from './tiers.ts';

/** A venue's tier tables in force at the account's time by symbol: the newest edition's, among equals the first. */
export function tierTablesOf({
  account,
  editions,
  asOf,
}: AccountInput): ReadonlyMap<string, Stated<'tiered', TierTable>> {
  const found = new Map<string, Stated<'tiered', TierTable>>();
  for (const edition of inForce(editions, account.venue, 'tiered', asOf)) {
    for (const table of edition.numbers.tables) {
      for (const symbol of table.symbols) {
        if (!found.has(symbol)) found.set(symbol, { value: table, edition });
      }
    }
  }
  return found;
}

/** Margin by a venue's tier tables and option seller rules, as in force at the account's time. */
export function tieredRule(input: AccountInput): PositionRule {
  const { account, editions, asOf } = input;
  const current = inForce(editions, account.venue, 'tiered', asOf);
  const tables = tierTablesOf(input);
  const tableOf = ({ instrument }: PricedPosition): Stated<'tiered', TierTable> | null =>
    tables.get(instrument.symbol) ?? null;

  const optionMargin = (of: PricedPosition): Outcome<PositionMargin> => {
    const { option, underlying, symbol } = of.instrument;
    if (option === null || of.position.quantity >= 0) return ok(boughtOption(of));
    const rule = newest(current, ({ options }) => sellerRuleOf(options, of));
    return rule === null
      ? fail(
          'not-published',
          `no seller rule of ${account.venue} for options on ${underlying} is known for ${symbol}`,
          of.position.source,
        )
      : ok(soldOption(of, option, rule.value, rule.edition));
  };

  return {
    margin: (of, pooling) => {
      if (of.instrument.option !== null) return optionMargin(of);
      const table = tableOf(of);
      return table === null
        ? fail(
            'not-published',
            `no tiers of ${account.venue} are known for ${of.instrument.symbol}`,
            of.position.source,
          )
        : tieredMargin(of, table.value, table.edition, pooling);
    },
    legs: (of) => tableOf(of)?.value.legs ?? 'net',
    offsets: (of) => tableOf(of)?.value.offset === 'larger-side',
  };
}
